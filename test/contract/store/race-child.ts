import { openStore } from "../../../db/open-store.ts";
import { racers } from "./racers.ts";

/** A process of its own with a store of its own: says when it is ready, races when told, reports who won. */
const [url = "", scenario = "slots", offset = "0"] = process.argv.slice(2);
const store = await openStore(url);
process.once("message", () => {
  void racers[scenario === "reps" ? "reps" : "slots"](store, { from: Number(offset), clients: 50 }).then(async (won) => {
    await store.close();
    process.send?.({ won }, () => process.disconnect());
  });
});
process.send?.("ready");
