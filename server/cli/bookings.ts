import type { BookingId } from "../core/id.ts";
import { deskBooking, listMeetings } from "../flows/bookings/desk-booking.ts";
import { callOffMeeting, completeMeeting, markNoShow } from "../flows/bookings/end-meeting.ts";
import { reassignBooking } from "../flows/bookings/reassign-booking.ts";
import type { World } from "../flows/world.ts";
import { createLogger } from "../http/log.ts";
import { type CliIo, type Command, Refusal, UsageError } from "./command.ts";
import { openContext, openToLook, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

interface Wish {
  readonly bookingId: BookingId;
  readonly by: "operator";
  readonly why: string | undefined;
  readonly toRepId: string | undefined;
  readonly askAgain: boolean;
}

type Desk = ReturnType<typeof deskBooking>;

async function reassign(world: World, wish: Wish): Promise<Desk> {
  const outcome = await reassignBooking(world, wish);
  if (outcome.kind === "nobody_free") throw new Refusal("Nobody who may take it is free then; nothing was changed.");
  return deskBooking(world, outcome.meeting[0]);
}

const deeds: Readonly<Record<string, (world: World, wish: Wish) => Promise<Desk>>> = {
  reassign,
  cancel: async (world, wish) => deskBooking(world, (await callOffMeeting(world, wish))[0]),
  "no-show": async (world, wish) => deskBooking(world, (await markNoShow(world, wish))[0]),
  complete: async (world, wish) => deskBooking(world, (await completeMeeting(world, wish))[0]),
};

function readBookingId(text: string | undefined): BookingId {
  if (text === undefined || !/^bk_[A-Za-z0-9_-]{22}$/.test(text)) throw new UsageError("Which booking? Its id begins with bk_.");
  return `bk_${text.slice("bk_".length)}`;
}

const line = ({ id, status, rep, meetingTypeId, start }: Desk): string =>
  `${id}  ${start.slice(0, 16).replace("T", " ")} UTC  ${status.padEnd(9)}  ${meetingTypeId} with ${rep.name}`;

async function list(io: CliIo): Promise<number> {
  return withContext(openToLook(io), async ({ world }) => {
    const meetings = await listMeetings(world);
    for (const meeting of meetings) io.out(line(meeting));
    if (meetings.length === 0) io.err("No meeting is to come.");
    return 0;
  });
}

export const bookings: Command = {
  name: "bookings",
  usage: "list | (reassign [--to <rep>] | cancel [--ask-again] | no-show | complete) <booking> [--why <text>]",
  summary: "Lists what is to come; gives a meeting to another rep, calls it off, or says who came.",
  async run([deed, ...rest], io) {
    if (deed === "list" && rest.length === 0) return list(io);
    const work = deeds[deed ?? ""];
    if (!work) throw new UsageError("What to do with it?");
    const { values, file } = readArgs(rest, { to: "string", why: "string", "ask-again": "boolean" });
    const bookingId = readBookingId(file);
    const { to: toRepId, why, "ask-again": askAgain = false } = values;
    return withContext(openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
      io.out(line(await work(world, { bookingId, by: "operator", why, toRepId, askAgain })));
      return 0;
    });
  },
};
