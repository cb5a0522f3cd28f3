import { formatInstant, type Instant, instant } from "../core/time.ts";
import { pauseRep, resumeRep } from "../flows/pools/pause-rep.ts";
import { createLogger } from "../http/log.ts";
import { type Command, Refusal, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

function readUntil(text: string | undefined): { readonly untilAt?: Instant } {
  if (text === undefined) return {};
  const ms = Date.parse(text);
  if (Number.isNaN(ms) || !/[Zz]|[+-]\d\d:\d\d$/.test(text))
    throw new UsageError("--until takes an instant with its offset, such as 2026-06-20T08:00:00+02:00.");
  return { untilAt: instant(ms) };
}

export const pause: Command = {
  name: "pause",
  usage: "<rep> [--until <instant>] [--resume]",
  summary: "Lets a rep take no new leads, at once and without a new setup, until an instant or until --resume.",
  async run(args, io) {
    const { values, file: repId } = readArgs(args, { until: "string", resume: "boolean" });
    if (repId === undefined) throw new UsageError("Which rep?");
    if (values.resume && values.until !== undefined) throw new UsageError("Choose one of --until and --resume.");
    const until = readUntil(values.until);
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const rep = world.state.setup().reps.get(repId);
      if (!rep) throw new Refusal(`There is no rep ${repId} in the live setup.`);
      if (values.resume) {
        await resumeRep(world, repId);
        io.out(`${rep.name} takes new leads.`);
        return 0;
      }
      const { untilAt } = await pauseRep(world, { repId, by: io.env.USER ?? "command line", ...until });
      io.out(`${rep.name} takes no new leads${untilAt === undefined ? "" : ` until ${formatInstant(untilAt)}`}.`);
      return 0;
    });
  },
};
