import { formatInstant } from "../core/time.ts";
import { connectLink, connectLinkDays } from "../flows/calendars/connect-link.ts";
import { createLogger } from "../http/log.ts";
import { type Command, Refusal, UsageError } from "./command.ts";
import { openContext, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

const mostDays = 90;

function readDays(text: string | undefined): number {
  const days = text === undefined ? connectLinkDays : Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= mostDays) return days;
  throw new UsageError(`--days takes a whole number from 1 to ${mostDays}.`);
}

export const connectLinkCommand: Command = {
  name: "connect-link",
  usage: "<rep> [--days <number>]",
  summary: "Prints the personal link by which a rep connects a calendar; it works for seven days unless told otherwise.",
  async run(args, io) {
    const { values, file: repId } = readArgs(args, { days: "string" });
    if (repId === undefined) throw new UsageError("Whose link?");
    const days = readDays(values.days);
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      const rep = world.state.setup().reps.get(repId);
      if (!rep) throw new Refusal(`There is no rep ${repId} in the live setup.`);
      if (rep.calendar.kind !== "connected")
        throw new Refusal(`The calendar of ${repId} is ${rep.calendar.kind}; give it calendar: { kind: connected } first.`);
      const { url, expiresAt } = connectLink(world, { repId, days });
      io.out(url);
      io.err(`For ${rep.name} alone, until ${formatInstant(expiresAt)}.`);
      return 0;
    });
  },
};
