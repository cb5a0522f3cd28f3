import { parseLeadId } from "../core/id.ts";
import { whyNotMe } from "../core/receipt/why-not-me.ts";
import { leadToken } from "../flows/ladders/lead-link.ts";
import { readReceipt } from "../flows/leads/read-receipt.ts";
import { type Command, Refusal, UsageError } from "./command.ts";
import { printDocument } from "./document.ts";
import { openToLook, withContext } from "./open-context.ts";
import { documentOptions, readArgs } from "./read-args.ts";

export const why: Command = {
  name: "why",
  usage: "<lead> --rep <id> [--link | --json | --yaml]",
  summary:
    "Says why a rep got a lead or did not, with nothing in it about the visitor or about other reps but numbers; or a link for the rep.",
  async run(args, io) {
    const { values, file } = readArgs(args, { rep: "string", link: "boolean", ...documentOptions });
    const leadId = file === undefined ? null : parseLeadId(file);
    if (file === undefined) throw new UsageError("Which lead?");
    if (values.rep === undefined) throw new UsageError("Which rep?");
    const repId = values.rep;
    return withContext(openToLook(io), async ({ world }) => {
      const read = leadId === null ? null : await readReceipt(world, leadId);
      if (!read) throw new Refusal(`There is no lead ${file}.`);
      if (values.link && leadId !== null) {
        io.out(`${world.settings.publicUrl}/why/${leadToken(world.digests, "why", { leadId, repId })}`);
        return 0;
      }
      const told = whyNotMe(read.receipt, repId);
      if (values.json || values.yaml) printDocument(io, values, told);
      else io.out(told.text);
      return 0;
    });
  },
};
