import { z } from "zod";
import type { AppContext } from "../context.ts";
import { decodeStarts } from "../core/slots/starts.ts";
import { formatInstant, instant, minuteMs } from "../core/time.ts";
import { readCalendars } from "../flows/calendars/read-calendars.ts";
import { type CliIo, type Command, Refusal, UsageError } from "./command.ts";
import { printDocument, readDocument } from "./document.ts";
import { openToLook, withContext } from "./open-context.ts";
import { documentOptions, readArgs } from "./read-args.ts";

const question = z.strictObject({ rep: z.string().optional(), pool: z.string().optional(), type: z.string().optional() });
type Question = z.infer<typeof question>;

/** What is asked: by a file, and by options, which go before it. */
async function readQuestion(io: CliIo, file: string | undefined, options: Question): Promise<Question> {
  if (file === undefined) return options;
  const read = question.safeParse(await readDocument(io, file));
  if (!read.success) throw new Refusal(`${file}: the question has the keys rep or pool, and type, each a text.`);
  return { ...read.data, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) };
}

/** What a setup has under an id; a Refusal that lists what there is when it has not. */
function named<T>(kind: string, all: ReadonlyMap<string, T>, id: string): T {
  const one = all.get(id);
  if (one === undefined) throw new Refusal(`There is no ${kind} ${id}; there are: ${[...all.keys()].join(", ") || "none"}.`);
  return one;
}

type Ask = { readonly type: string } & ({ readonly rep: string } | { readonly pool: string });

/** The starts that can be booked now, and why each rep has some or none. Outside calendars are read live. */
async function slotsOf({ world }: AppContext, ask: Ask) {
  const live = world.state.setup();
  const { calendars } = world.state;
  const type = named("meeting type", live.meetingTypes, ask.type);
  const reps =
    "rep" in ask ? [named("rep", live.reps, ask.rep).id] : named("pool", live.pools, ask.pool).members.map(({ repId }) => repId);
  await readCalendars(world, reps);
  const now = world.now();
  const reasons = reps.map((repId) => ({ repId, reason: calendars.reason(repId, type, now) }));
  const starts = () =>
    "rep" in ask ? calendars.starts([ask.rep], { type, now }) : calendars.poolStarts(ask.pool, { type, now });
  const minutes = reasons.every(({ reason }) => reason !== null) ? [] : decodeStarts(starts());
  return {
    meetingType: type.id,
    durationMinutes: type.durationMinutes,
    reps: reasons,
    slots: minutes.map((minute) => formatInstant(instant(minute * minuteMs))),
  };
}

export const slots: Command = {
  name: "slots",
  usage: "(--rep <id> | --pool <id>) --type <meeting type> | <question.json | question.yaml | -> [--json | --yaml]",
  summary: "Prints the starts that can be booked now, with the reason of every rep who has none (null for who has some).",
  async run(args, io) {
    const { values, file } = readArgs(args, { rep: "string", pool: "string", type: "string", ...documentOptions });
    const { rep, pool, type } = await readQuestion(io, file, { rep: values.rep, pool: values.pool, type: values.type });
    if (type === undefined) throw new UsageError("Which meeting type?");
    if ((rep === undefined) === (pool === undefined)) throw new UsageError("Which rep, or which pool? One of both.");
    const ask = rep === undefined ? { pool: pool ?? "", type } : { rep, type };
    return withContext(openToLook(io), async (context) => {
      printDocument(io, values, await slotsOf(context, ask));
      return 0;
    });
  },
};
