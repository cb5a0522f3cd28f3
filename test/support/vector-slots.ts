import { type CompiledRep, compileRep } from "../../server/core/availability/compile-rep.ts";
import { dateOfDay, dayMinutes, weekdayOfDay } from "../../server/core/availability/local-date.ts";
import type { DateOverride, Rep, WeeklyHours } from "../../server/core/availability/rep.ts";
import { intersectSpans, type Spans, spansOf, subtractSpans, toSpans } from "../../server/core/availability/spans.ts";
import { cover, earliestAt, wallAt, type ZoneTable, zoneTable } from "../../server/core/availability/zone-table.ts";
import type { Horizon, MeetingType, PeriodLimits } from "../../server/core/slots/meeting-type.ts";
import type { RepBooking, RepStartsInput } from "../../server/core/slots/rep-starts.ts";
import { decodeStarts, dropStarts, type Starts, unionStarts } from "../../server/core/slots/starts.ts";
import { freeSpans, startsWhereAll } from "../../server/core/slots/team-starts.ts";
import { type Instant, instant, type WallTime } from "../../server/core/time.ts";

/** The shape of a vector's input, as `test/cases/slots.json` has it. */
export interface SlotsInput {
  readonly now: string;
  readonly viewer: { readonly timeZone: string };
  readonly range: { readonly start: string; readonly end: string };
  readonly event: VectorEvent;
  readonly hosts: readonly VectorHost[];
  readonly reservedSlots?: readonly { readonly start: string; readonly end: string; readonly bySession: string }[];
}

interface VectorEvent {
  readonly durationMinutes: number;
  readonly slotIntervalMinutes: number;
  readonly minimumNoticeMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly offsetStartMinutes: number;
  readonly schedulingType: null | "ROUND_ROBIN" | "COLLECTIVE";
  readonly bookingLimits?: PeriodLimits;
  readonly durationLimitsMinutes?: PeriodLimits;
  readonly period?: {
    readonly type: "ROLLING" | "ROLLING_WINDOW" | "RANGE";
    readonly days?: number;
    readonly businessDays?: boolean;
    readonly start?: string;
    readonly end?: string;
  };
  readonly seatsPerSlot?: number;
  readonly onlyFirstSlotPerDay?: boolean;
}

interface VectorHost {
  readonly id: string;
  readonly timeZone: string;
  readonly fixed?: boolean;
  readonly group?: string | null;
  readonly workingHours: readonly WeeklyHours[];
  readonly dateOverrides: readonly DateOverride[];
  readonly outOfOffice: readonly { readonly start: string; readonly end: string }[];
  readonly travel: readonly { readonly start: string; readonly end?: string | null; readonly timeZone: string }[];
  readonly busy: readonly { readonly start: string; readonly end: string }[];
  readonly bookings: readonly VectorBooking[];
}

interface VectorBooking {
  readonly start: string;
  readonly end: string;
  readonly bufferBeforeMinutes?: number;
  readonly bufferAfterMinutes?: number;
  readonly eventTypeId: number;
  readonly seatsPerSlot?: number;
  readonly seatsTaken?: number;
}

export interface SlotsAnswer {
  readonly count: number;
  /** `2026-06-15T09:00:00Z`, sorted, unique. */
  readonly slots: readonly string[];
  readonly byViewerDate: Readonly<Record<string, number>>;
}

/** Answers a vector with the product's own engine; what the product does not sell (seats, groups) is put together from its parts. */
export function slots(input: SlotsInput): SlotsAnswer {
  const viewer = zoneTable(input.viewer.timeZone);
  const minutes = vectorMinutes(input, viewer);
  const byViewerDate: Record<string, number> = {};
  for (const minute of minutes) {
    const date = dateOfDay(localDay(viewer, minute));
    byViewerDate[date] = (byViewerDate[date] ?? 0) + 1;
  }
  return { count: minutes.length, slots: minutes.map((m) => isoOf(m)), byViewerDate };
}

function vectorMinutes(input: SlotsInput, viewer: ZoneTable): number[] {
  const range = { startMinute: minuteUp(input.range.start), endMinute: minuteUp(input.range.end) };
  cover(viewer, Math.min(range.startMinute, minuteUp(input.now)) - 40 * dayMinutes, range.endMinute + 40 * dayMinutes);
  const minutes =
    input.event.period?.type === "ROLLING_WINDOW" ? rollingWindow(input, viewer, range) : decodeStarts(teamStarts(input, range));
  return input.event.onlyFirstSlotPerDay ? firstOfEachDay(minutes, viewer) : minutes;
}

type Range = RepStartsInput["range"];

/** The hosts' free times put together: one, all, or every way to take one of each group beside the fixed ones. */
function teamStarts(input: SlotsInput, range: Range): Starts {
  const type = meetingType(input, range);
  const hosts = input.hosts.map((host): Member => {
    const seat = { rep: repOf(host), type, busy: toSpans(host.busy.map(spanMs)), range, now: instant(Date.parse(input.now)) };
    const member = { ...seat, bookings: bookingsOf(host, input), horizonZone: horizonZone(input) };
    return { host, input: member, free: withoutSeatBuffers(freeSpans(member), host, input.event) };
  });
  const parties = input.event.schedulingType === "ROUND_ROBIN" ? partiesOf(hosts) : hosts.length === 0 ? [] : [hosts];
  const starts = unionStarts(
    parties.map((party) =>
      startsWhereAll(
        party.map((member) => member.input),
        party.map(({ free }) => free).reduce(intersectSpans),
      ),
    ),
  );
  for (const held of input.reservedSlots ?? []) {
    if (held.bySession === "viewer-session") continue;
    dropStarts(starts, minuteDown(held.start) - input.event.durationMinutes + 1, minuteUp(held.end));
  }
  return starts;
}

interface Member {
  readonly host: VectorHost;
  readonly input: RepStartsInput;
  readonly free: Spans;
}

/** Rotating hosts first, so that the grid is laid on the rotating host's clock. */
function partiesOf(members: readonly Member[]): Member[][] {
  const fixed = members.filter(({ host }) => host.fixed);
  const groups = Map.groupBy(
    members.filter(({ host }) => !host.fixed),
    ({ host }) => host.group ?? "",
  );
  let parties: Member[][] = [[]];
  for (const group of groups.values()) parties = parties.flatMap((party) => group.map((member) => [...party, member]));
  return parties.map((party) => [...party, ...fixed]).filter((party) => party.length > 0);
}

/** A meeting of this event with seats left may be joined: it blocks nothing but its buffers. */
function withoutSeatBuffers(free: Spans, host: VectorHost, event: VectorEvent): Spans {
  const buffers = host.bookings
    .filter((booking) => hasSeats(booking, event))
    .flatMap((booking) => {
      const before = (booking.bufferBeforeMinutes ?? 0) + event.bufferAfterMinutes;
      const after = (booking.bufferAfterMinutes ?? 0) + event.bufferBeforeMinutes;
      const [start, end] = [minuteDown(booking.start), minuteUp(booking.end)];
      return [[start - before, start] as const, [end, end + after] as const];
    });
  return subtractSpans(free, spansOf(buffers));
}

function hasSeats(booking: VectorBooking, event: VectorEvent): boolean {
  const seats = event.seatsPerSlot ?? booking.seatsPerSlot;
  return (
    event.seatsPerSlot !== undefined && booking.eventTypeId === 1 && seats !== undefined && (booking.seatsTaken ?? 0) < seats
  );
}

/** A host's own bookings; for limits, which an event counts over its whole team, those of the others too, blocking nothing here. */
function bookingsOf(host: VectorHost, input: SlotsInput): RepBooking[] {
  const own = host.bookings.map((booking) => repBooking(booking, !hasSeats(booking, input.event)));
  const seen = new Set(own.map(({ startMinute, endMinute }) => `${startMinute} ${endMinute}`));
  for (const other of input.hosts) {
    if (other === host) continue;
    for (const booking of other.bookings) {
      const counted = repBooking(booking, false);
      const key = `${counted.startMinute} ${counted.endMinute}`;
      if (input.event.schedulingType === "COLLECTIVE" && seen.has(key)) continue;
      seen.add(key);
      own.push(counted);
    }
  }
  return own;
}

function repBooking(booking: VectorBooking, blocks: boolean): RepBooking {
  const startMinute = minuteDown(booking.start);
  const endMinute = minuteUp(booking.end);
  return {
    startMinute,
    endMinute,
    blockStartMinute: startMinute - (blocks ? (booking.bufferBeforeMinutes ?? 0) : 0),
    blockEndMinute: blocks ? endMinute + (booking.bufferAfterMinutes ?? 0) : startMinute,
    meetingTypeId: String(booking.eventTypeId),
  };
}

/** The first days that have a start, counted from today in the viewer's zone. */
function rollingWindow(input: SlotsInput, viewer: ZoneTable, range: Range): number[] {
  const { days = 0, businessDays = false } = input.event.period ?? {};
  const now = minuteDown(input.now);
  const today = localDay(viewer, now);
  const lookAhead = { startMinute: now, endMinute: Math.max(range.endMinute, now + (days + 60) * dayMinutes) };
  const bookable = new Set(decodeStarts(teamStarts(input, lookAhead)).map((minute) => localDay(viewer, minute)));
  const counted = [...bookable].filter((day) => day >= today && !(businessDays && isWeekend(day))).sort((a, b) => a - b);
  const lastDay = days === 0 ? today : (counted[days - 1] ?? counted.at(-1) ?? today);
  const end = earliestAt(cover(viewer, now, lookAhead.endMinute), (lastDay + 1) * dayMinutes);
  return decodeStarts(teamStarts(input, range)).filter((minute) => minute < end);
}

function isWeekend(day: number): boolean {
  const weekday = weekdayOfDay(day);
  return weekday === 0 || weekday === 6;
}

function firstOfEachDay(minutes: readonly number[], viewer: ZoneTable): number[] {
  return minutes.filter((minute, i) => i === 0 || localDay(viewer, minutes[i - 1] ?? 0) !== localDay(viewer, minute));
}

function meetingType({ event, hosts }: SlotsInput, range: Range): MeetingType {
  return {
    id: "1",
    name: "vector",
    durationMinutes: event.durationMinutes,
    slotIntervalMinutes: event.slotIntervalMinutes,
    minimumNoticeMinutes: event.minimumNoticeMinutes,
    bufferBeforeMinutes: event.bufferBeforeMinutes,
    bufferAfterMinutes: event.bufferAfterMinutes,
    offsetStartMinutes: event.offsetStartMinutes,
    horizon: horizonOf(event.period, hosts[0]?.timeZone ?? "UTC", range),
    meetingLimits: event.bookingLimits ?? {},
    minuteLimits: event.durationLimitsMinutes ?? {},
    location: { kind: "phone" },
  };
}

function horizonOf(period: VectorEvent["period"], zone: string, range: Range): Horizon {
  if (period?.type === "ROLLING") return { kind: period.businessDays ? "workingDays" : "days", days: period.days ?? 0 };
  if (period?.type === "RANGE") {
    return { kind: "range", start: localDate(zone, period.start ?? ""), end: localDate(zone, period.end ?? "") };
  }
  const day = (minute: number) => dateOfDay(Math.floor(minute / dayMinutes));
  return { kind: "range", start: day(range.startMinute - 3 * dayMinutes), end: day(range.endMinute + 3 * dayMinutes) };
}

/** The horizon counts rolling days on the viewer's calendar, a range on the host's. */
function horizonZone({ event, viewer, hosts }: SlotsInput): string {
  return event.period?.type === "ROLLING" ? viewer.timeZone : (hosts[0]?.timeZone ?? "UTC");
}

function repOf(host: VectorHost): CompiledRep {
  const rep: Rep = {
    id: host.id,
    name: host.id,
    email: `${host.id}@example.com`,
    timeZone: host.timeZone,
    active: true,
    calendar: { kind: "builtin" },
    hours: host.workingHours.map((row) => ({ ...row, end: untilMidnight(row.end) })),
    overrides: host.dateOverrides.map((row) => ("unavailable" in row ? row : { ...row, end: untilMidnight(row.end) })),
    absences: host.outOfOffice.map(({ start, end }) => ({ start: start.slice(0, 10), end: end.slice(0, 10) })),
    travel: host.travel.map(({ start, end, timeZone }) => ({
      start: start.slice(0, 10),
      ...(end ? { end: end.slice(0, 10) } : {}),
      timeZone,
    })),
  };
  return compileRep(rep);
}

/** The vectors write midnight at the end of a day as 23:59. */
function untilMidnight(time: WallTime): WallTime {
  return time === "23:59" ? "24:00" : time;
}

function localDay(zone: ZoneTable, minute: number): number {
  return Math.floor(wallAt(zone, minute) / dayMinutes);
}

/** A date as it is, an instant as the date on a zone's calendar. */
function localDate(zone: string, text: string): string {
  if (!text.includes("T")) return text;
  const minute = minuteDown(text);
  return dateOfDay(localDay(cover(zoneTable(zone), minute, minute), minute));
}

function spanMs({ start, end }: { readonly start: string; readonly end: string }): { startAt: Instant; endAt: Instant } {
  return { startAt: instant(Date.parse(start)), endAt: instant(Date.parse(end)) };
}

function minuteDown(text: string): number {
  return Math.floor(Date.parse(text) / 60_000);
}

function minuteUp(text: string): number {
  return Math.ceil(Date.parse(text) / 60_000);
}

function isoOf(minute: number): string {
  return new Date(minute * 60_000).toISOString().replace(".000Z", "Z");
}
