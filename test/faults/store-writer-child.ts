import { openStore } from "../../db/open-store.ts";
import { AppError } from "../../server/core/errors.ts";
import { aLead, unique } from "../contract/store/samples.ts";

/**
 * A process that writes without a pause: tells its parent each lead that was acknowledged, and the code of each failure.
 * Goes on after failures until it is told to stop.
 */
const [url = "", writers = "16", padding = "2000"] = process.argv.slice(2);
// A file that may not grow answers with an error, as a full disk does, when this signal is not deadly.
process.on("SIGXFSZ", () => undefined);
const store = await openStore(url);
let stopping = false;
process.once("message", () => (stopping = true));

async function writer(): Promise<void> {
  while (!stopping) {
    const lead = aLead({ company: unique().repeat(Number(padding) / 16) });
    try {
      await store.write((repos) => repos.leads.insert(lead));
      process.send?.({ kept: lead.id });
    } catch (error) {
      process.send?.({ failed: error instanceof AppError ? error.code : String(error), lead: lead.id });
      // A failing disk answers at once; the parent must be heard in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

process.send?.("ready");
await Promise.all(Array.from({ length: Number(writers) }, writer));
await store.close();
process.disconnect();
