import { openStore } from "../../../db/open-store.ts";
import { racers } from "./racers.ts";

/** A process of its own with a store of its own: says when it is ready, races when told, reports who won. */
const [url = "", scenario = "slots", offset = "0", clients = "50"] = process.argv.slice(2);
const race = racers[scenario as keyof typeof racers];
const store = await openStore(url);
process.once("message", () => {
  void race(store, { from: Number(offset), clients: Number(clients) }).then(async (won) => {
    await store.close();
    process.send?.({ won }, () => process.disconnect());
  });
});
process.send?.("ready");
