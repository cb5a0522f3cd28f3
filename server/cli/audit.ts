import { formatInstant } from "../core/time.ts";
import { verifyAudit } from "../flows/setup/verify-audit.ts";
import type { Command } from "./command.ts";
import { openToLook, withContext } from "./open-context.ts";
import { readOptions } from "./read-args.ts";

const shown = 50;

const words: Readonly<Record<string, string>> = {
  setup_drafted: "drafted",
  setup_published: "published",
  setup_rolled_back: "rolled back to",
  territories_imported: "imported territories as",
};

export const audit: Command = {
  name: "audit",
  usage: "[--verify] [--json]",
  summary: "Prints who changed what, the newest first; or reads the whole log and says whether its chain is unbroken.",
  async run(args, io) {
    const { verify, json } = readOptions(args, { verify: "boolean", json: "boolean" });
    return withContext(openToLook(io), async ({ world }) => {
      if (verify) {
        const { entries, broken } = await verifyAudit(world);
        if (json) io.out(JSON.stringify({ entries, broken }));
        else if (broken) io.err(`Entry ${broken.seq} of the audit log is not to be trusted: ${broken.problem}.`);
        else io.out(`The audit log is whole: ${entries} ${entries === 1 ? "entry" : "entries"}.`);
        return broken ? 1 : 0;
      }
      const list = await world.store.read.audit.newest(shown);
      if (json) io.out(JSON.stringify(list, null, 2));
      for (const { seq, at, author, action, details } of json ? [] : list) {
        const note = details.note ? `  ${details.note}` : "";
        io.out(
          `${seq}  ${formatInstant(at).slice(0, 16).replace("T", " ")}  ${author} ${words[action] ?? action} ${details.versionId ?? ""}${note}`,
        );
      }
      return 0;
    });
  },
};
