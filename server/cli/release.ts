import { parseLeadId } from "../core/id.ts";
import { releaseLead } from "../flows/leads/release-lead.ts";
import { createLogger } from "../http/log.ts";
import { readStored } from "../routes/public/read-envelope.ts";
import { type Command, Refusal, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

export const releaseCommand: Command = {
  name: "release",
  usage: "<lead> [--author <name>]",
  summary: "Lets go a lead that was held back as spam: it is decided like any other.",
  async run(args, io) {
    const { values, file } = readArgs(args, { author: "string" });
    if (file === undefined) throw new UsageError("Which lead?");
    const leadId = parseLeadId(file);
    if (leadId === null) throw new Refusal(`There is no lead ${file}.`);
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      if (!(await world.store.read.leads.find(leadId))) throw new Refusal(`There is no lead ${file}.`);
      const by = values.author ?? (io.env.USER || "operator");
      const { outcome, repId } = await releaseLead(world, { leadId, by, readStored });
      io.out(`Released: ${outcome}${repId === null ? "" : `, ${repId}`}.`);
      return 0;
    });
  },
};
