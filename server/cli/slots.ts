import type { AppContext } from "../context.ts";
import { decodeStarts } from "../core/slots/starts.ts";
import { formatInstant, instant, minuteMs } from "../core/time.ts";
import { readCalendars } from "../flows/read-calendars.ts";
import { type Command, UsageError } from "./command.ts";
import { withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

async function slotsOf({ world }: AppContext, ask: { readonly rep?: string; readonly pool?: string; readonly type: string }) {
  const live = world.state.setup();
  const type = live.meetingTypes.get(ask.type);
  if (!type) throw new UsageError(`There is no meeting type ${ask.type}; there are: ${[...live.meetingTypes.keys()].join(", ")}`);
  const repIds = ask.rep ? [ask.rep] : (live.pools.get(ask.pool ?? "")?.members.map((member) => member.repId) ?? []);
  if (repIds.length === 0 || !repIds.every((id) => live.reps.has(id))) throw new UsageError("There is no such rep or pool.");
  await readCalendars(world, repIds);
  const now = world.now();
  const reps = repIds.map((repId) => ({ repId, reason: world.state.calendars.reason(repId, type, now) }));
  const starts = ask.rep
    ? world.state.calendars.starts([ask.rep], { type, now })
    : world.state.calendars.poolStarts(ask.pool ?? "", type, now);
  const blocked = ask.rep && reps[0]?.reason;
  const slots = blocked ? [] : decodeStarts(starts).map((minute) => formatInstant(instant(minute * minuteMs)));
  return { meetingType: type.id, durationMinutes: type.durationMinutes, reps, slots };
}

export const slots: Command = {
  name: "slots",
  usage: "--rep <id> | --pool <id>  --type <meeting type>",
  summary: "Prints the bookable start times of a rep or a pool as JSON, with the reason of every rep who has none.",
  async run(args, io) {
    const { values } = readArgs(args, { rep: "string", pool: "string", type: "string" });
    const { rep, pool, type } = values;
    if (!type || (rep === undefined) === (pool === undefined)) throw new UsageError(`handraise slots ${slots.usage}`);
    return withContext(io, async (context) => {
      io.out(JSON.stringify(await slotsOf(context, { type, ...(rep ? { rep } : {}), ...(pool ? { pool } : {}) }), null, 2));
      return 0;
    });
  },
};
