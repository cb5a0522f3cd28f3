import type { BusySpan, CalendarFailure } from "../../../core/ports/calendar.ts";
import { instant, type ZoneName } from "../../../core/time.ts";
import type { Graph } from "./graph-client.ts";
import { GraphFault, unreadable } from "./graph-fault.ts";
import { graphTime, inUtc, isMidnight, readTime, wholeDays } from "./graph-time.ts";
import { listOf, member, textOf } from "./json.ts";
import { showsBusy } from "./shows-busy.ts";

export interface ScheduleQuestion {
  /** In whose name it is asked. */
  readonly mailbox: string;
  /** Whose times are asked for. */
  readonly addresses: readonly string[];
  readonly range: BusySpan;
  readonly timeZone: ZoneName;
  readonly tentativeIsBusy: boolean;
}

const dayMs = 86_400_000;
const slotMinutes = 15;
const slotMs = slotMinutes * 60_000;
/** Graph refuses 62 days and more, and more than 20 schedules (https://learn.microsoft.com/graph/api/calendar-getschedule). */
const maxChunkMs = 61 * dayMs;
const maxSchedules = 20;
/** In a longer list than 1,000 entries Graph refuses the whole schedule, with this code. */
const tooManyEntries = "5006";

/** Free/busy of mailboxes and rooms, which is what colleagues see of them. Throws GraphFault; an error for one of them is one, too. */
export async function readSchedule(graph: Graph, question: ScheduleQuestion): Promise<readonly BusySpan[]> {
  const startAt = Math.floor(question.range.startAt / slotMs) * slotMs;
  const endAt = Math.ceil(question.range.endAt / slotMs) * slotMs;
  const chunks: ScheduleQuestion[] = [];
  for (let at = 0; at < question.addresses.length; at += maxSchedules) {
    const addresses = question.addresses.slice(at, at + maxSchedules);
    for (let from = startAt; from < endAt; from += maxChunkMs) {
      const range = { startAt: instant(from), endAt: instant(Math.min(from + maxChunkMs, endAt)) };
      chunks.push({ ...question, addresses, range });
    }
  }
  const spans = await Promise.all(chunks.map((chunk) => readChunk(graph, chunk)));
  return spans.flat();
}

async function readChunk(graph: Graph, question: ScheduleQuestion): Promise<readonly BusySpan[]> {
  const { mailbox, addresses, range } = question;
  const json = await graph({
    method: "POST",
    path: `/users/${encodeURIComponent(mailbox)}/calendar/getSchedule`,
    headers: inUtc,
    body: {
      schedules: addresses,
      startTime: graphTime(range.startAt),
      endTime: graphTime(range.endAt),
      availabilityViewInterval: slotMinutes,
    },
  });
  const schedules = new Map((listOf(json, "value") ?? []).map((one) => [textOf(one, "scheduleId")?.toLowerCase(), one]));
  const spans = addresses.map((address) => {
    const schedule = schedules.get(address.toLowerCase());
    if (schedule === undefined) throw unreadable("a schedule that was asked for is not there");
    return scheduleSpans(graph, schedule, { ...question, addresses: [address] });
  });
  return (await Promise.all(spans)).flat();
}

/** What one schedule says; one that is too long is asked for in halves. */
async function scheduleSpans(graph: Graph, schedule: unknown, question: ScheduleQuestion): Promise<readonly BusySpan[]> {
  const { range } = question;
  const error = member(schedule, "error");
  if (error === undefined || error === null) return spansOf(schedule, question);
  const code = /^\w{1,80}$/.exec(textOf(error, "responseCode") ?? "")?.[0] ?? "an error without a code";
  const days = Math.floor((range.endAt - range.startAt) / dayMs);
  if (code !== tooManyEntries || days < 2) throw new GraphFault(scheduleFailure(code));
  const middle = instant(range.startAt + Math.floor(days / 2) * dayMs);
  const halves = [
    { startAt: range.startAt, endAt: middle },
    { startAt: middle, endAt: range.endAt },
  ];
  return (await Promise.all(halves.map((half) => readChunk(graph, { ...question, range: half })))).flat();
}

function scheduleFailure(code: string): CalendarFailure {
  const message = `Microsoft Graph could not tell when the mailbox is busy (${code})`;
  if (code === "ErrorMailRecipientNotFound" || code === "5009") return { kind: "not_found", message };
  if (code === "ErrorNoFreeBusyAccess" || code === "ErrorAccessDenied") return { kind: "auth_lost", message };
  if (code === "ErrorServerBusy" || code === "ErrorTimeoutExpired") return { kind: "unreachable", message };
  return { kind: "refused", message };
}

function spansOf(schedule: unknown, { range, timeZone, tentativeIsBusy }: ScheduleQuestion): readonly BusySpan[] {
  const view = textOf(schedule, "availabilityView");
  if (view === null || view.length * slotMs < range.endAt - range.startAt)
    throw unreadable("the availability does not cover the time asked for");
  const items = (listOf(schedule, "scheduleItems") ?? []).map((item) => ({
    startAt: readTime(member(item, "start")),
    endAt: readTime(member(item, "end")),
    status: textOf(item, "status"),
  }));
  const busy = items.filter(({ status }) => showsBusy(status, tentativeIsBusy));
  const days = busy.filter(({ startAt, endAt }) => isMidnight(startAt) && isMidnight(endAt));
  return [
    ...busy,
    // An item does not say whether it lasts all day. What may be a whole day is busy in the rep's zone, too.
    ...days.map((day) => wholeDays(day, timeZone)),
    ...unlistedSpans(view, items, { range, tentativeIsBusy }),
  ];
}

/** What the view shows as busy although no item says why: organizations can publish the view alone. */
function unlistedSpans(
  view: string,
  items: readonly BusySpan[],
  { range, tentativeIsBusy }: Pick<ScheduleQuestion, "range" | "tentativeIsBusy">,
): readonly BusySpan[] {
  const listed = new Uint8Array(view.length);
  for (const { startAt, endAt } of items) {
    const first = Math.max(0, Math.floor((startAt - range.startAt) / slotMs));
    listed.fill(1, first, Math.max(first, Math.ceil((endAt - range.startAt) / slotMs)));
  }
  const spans: BusySpan[] = [];
  for (let i = 0; i < view.length; i += 1) {
    const digit = view[i];
    // 0 is free or working elsewhere, 1 tentative; 2 and 3 are busy and out of office.
    if (digit === "0" || (digit === "1" && !tentativeIsBusy) || listed[i] === 1) continue;
    spans.push({ startAt: instant(range.startAt + i * slotMs), endAt: instant(range.startAt + (i + 1) * slotMs) });
  }
  return spans;
}
