import { absenceCredit } from "../../server/core/route/pools/absence-credit.ts";
import { countsAsTurn } from "../../server/core/route/pools/counts-as-turn.ts";
import { joinCredit } from "../../server/core/route/pools/join-credit.ts";
import { pickRep } from "../../server/core/route/pools/pick-rep.ts";
import { resetWindow } from "../../server/core/route/pools/reset-window.ts";
import { openRotation, type Standing } from "../../server/core/route/pools/rotation.ts";
import { withinLead } from "../../server/core/route/within-lead.ts";
import { type Instant, instant } from "../../server/core/time.ts";

interface Range {
  readonly start: string;
  readonly end: string;
}

interface Host {
  readonly id: number;
  readonly createdAt: string;
  readonly weight?: number | null;
  readonly priority?: number | null;
  readonly available?: boolean;
  readonly ooo?: readonly Range[];
  readonly allDay?: readonly (Range & { readonly timeZone: string })[];
  readonly calendarFails?: boolean;
}

interface HostBooking {
  readonly host: number;
  readonly createdAt: string;
  readonly startTime: string;
  readonly status?: string;
  readonly hostNoShow?: boolean;
  readonly attendeeNoShow?: boolean;
  readonly attendeeHosts?: readonly number[];
  readonly otherEvent?: boolean;
}

export interface RotationInput {
  readonly now: string;
  readonly event: {
    readonly weightsEnabled: boolean;
    readonly resetInterval: "DAY" | "MONTH";
    readonly timestampBasis: "CREATED_AT" | "START_TIME";
    readonly countNoShows: boolean;
  };
  readonly meetingStart?: string;
  readonly hosts: readonly Host[];
  readonly bookings?: readonly HostBooking[];
  readonly maxLeadThreshold?: number | null;
  readonly assignments?: number;
}

export type RotationAnswer =
  | {
      readonly chosen: number | null;
      readonly order: readonly number[];
      readonly bookingCounts: Readonly<Record<string, number>>;
      readonly shortfalls?: Readonly<Record<string, number>>;
      readonly calibrations?: Readonly<Record<string, number>>;
    }
  | { readonly error: string };

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The vectors speak of weeks in UTC; in the product a pool has its zone. */
const windowZone = "UTC";

const at = (iso: string): Instant => instant(Date.parse(iso));
const roundTo = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;
const takesPart = (booking: HostBooking, host: number): boolean =>
  booking.host === host || (booking.attendeeHosts ?? []).includes(host);

/** Bookings that count as turns at all, and those of them inside the window that is being balanced. */
function countedBookings(input: RotationInput) {
  const { event } = input;
  const counted = (input.bookings ?? []).filter(
    (booking) =>
      booking.otherEvent !== true &&
      countsAsTurn(
        {
          accepted: (booking.status ?? "ACCEPTED") === "ACCEPTED",
          missedByRep: booking.hostNoShow === true,
          missedByVisitor: booking.attendeeNoShow === true,
        },
        event.countNoShows,
      ),
  );
  const byStart = event.weightsEnabled && event.timestampBasis === "START_TIME";
  const daily = event.weightsEnabled && event.resetInterval === "DAY";
  const window = resetWindow(daily ? "day" : "month", at((byStart ? input.meetingStart : undefined) ?? input.now), windowZone);
  const inWindow = counted.filter((booking) => {
    const moment = at(byStart ? booking.startTime : booking.createdAt);
    return moment >= window.startAt && moment < window.endAt;
  });
  return { counted, inWindow, startAt: window.startAt };
}

/** Whole days in the event's zone, or whole times 24 hours. */
function isWholeDays({ start, end, timeZone }: Range & { readonly timeZone: string }): boolean {
  const atMidnight = (iso: string) => resetWindow("day", at(iso), timeZone).startAt === at(iso);
  const length = at(end) - at(start);
  return length > 0 && (length % dayMs === 0 || (atMidnight(start) && atMidnight(end)));
}

/** Absences as merged ranges. All-day events of a calendar that cannot be read are not known; the rest still counts. */
function absencesOf(host: Host): readonly (readonly [number, number])[] {
  const allDay = host.calendarFails === true ? [] : (host.allDay ?? []).filter(isWholeDays);
  const ranges = [...(host.ooo ?? []), ...allDay].map(({ start, end }) => [at(start), at(end)] as [number, number]);
  const merged: [number, number][] = [];
  for (const range of ranges.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && range[0] <= last[1]) last[1] = Math.max(last[1], range[1]);
    else merged.push(range);
  }
  return merged;
}

function creditOf(host: Host, input: RotationInput, window: { inWindow: readonly HostBooking[]; startAt: number }): number {
  const ofOthers = window.inWindow.filter((booking) => booking.host !== host.id);
  const joinedAt = at(host.createdAt);
  const before = input.hosts.filter((other) => other.id !== host.id && at(other.createdAt) < joinedAt).length;
  const turns = ofOthers.filter((booking) => at(booking.createdAt) < joinedAt).length;
  const joined = joinedAt >= window.startAt ? joinCredit(1, { turns, weight: before, members: before }) : 0;
  const away = absencesOf(host).reduce((sum, [start, end]) => {
    const during = ofOthers.filter((booking) => at(booking.createdAt) >= start && at(booking.createdAt) <= end).length;
    return sum + absenceCredit(during, input.hosts.length - 1);
  }, 0);
  return joined + away;
}

function standingsOf(input: RotationInput): readonly Standing[] {
  const window = countedBookings(input);
  return input.hosts.map((host) => {
    const times = window.counted.filter((booking) => takesPart(booking, host.id)).map((booking) => at(booking.createdAt));
    return {
      repId: String(host.id),
      weight: host.weight ?? 100,
      priority: host.priority ?? 2,
      reserve: false,
      turns: window.inWindow.filter((booking) => takesPart(booking, host.id)).length,
      credit: input.event.weightsEnabled ? creditOf(host, input, window) : 0,
      lastAt: times.length === 0 ? null : instant(Math.max(...times)),
    };
  });
}

/** Ranks by picking one after the other; the turns of who is ranked leave the sum, their weight stays. */
function rank(kind: "weighted" | "strict", standings: readonly Standing[], open: ReadonlySet<string>): readonly string[] {
  const ranked: string[] = [];
  const cannot = new Set(standings.map((one) => one.repId).filter((repId) => !open.has(repId)));
  while (ranked.length < open.size) {
    const left = standings.map((one) => (ranked.includes(one.repId) ? { ...one, turns: 0 } : one));
    const { repId } = pickRep(openRotation(kind, left).rotation, () => null, new Set([...cannot, ...ranked]));
    if (repId === null) break;
    ranked.push(repId);
  }
  return ranked;
}

export function roundRobin(input: RotationInput): RotationAnswer {
  const kind = input.event.weightsEnabled ? "weighted" : "strict";
  const standings = standingsOf(input);
  const open = new Set(input.hosts.filter((host) => host.available !== false).map((host) => String(host.id)));
  const { rotation } = openRotation(kind, standings);
  const order = rank(kind, standings, open).map(Number);
  const { inWindow } = countedBookings(input);
  const perHost = (value: (repId: string) => number) => Object.fromEntries([...open].map((repId) => [repId, value(repId)]));
  const answer = {
    chosen: order[0] ?? null,
    order,
    bookingCounts: perHost((repId) => inWindow.filter((booking) => String(booking.host) === repId).length),
  };
  if (kind === "strict") return answer;
  // A lone host is compared with nobody.
  if (open.size <= 1) return { ...answer, shortfalls: {}, calibrations: {} };
  const figure = (name: "shortfall" | "credit") => perHost((repId) => roundTo(rotation.balance(repId)?.[name] ?? 0, 2));
  return { ...answer, shortfalls: figure("shortfall"), calibrations: figure("credit") };
}

export function leadThreshold(input: RotationInput): { readonly remaining: readonly number[] } | { readonly error: string } {
  const { maxLeadThreshold } = input;
  if (maxLeadThreshold === null || maxLeadThreshold === undefined) return { remaining: input.hosts.map((host) => host.id) };
  const weighted = input.event.weightsEnabled;
  const { inWindow } = countedBookings(input);
  const { rotation } = openRotation(weighted ? "weighted" : "strict", standingsOf(input));
  const members = input.hosts.map(({ id }) => ({
    id,
    ahead: weighted ? -(rotation.balance(String(id))?.shortfall ?? 0) : inWindow.filter((booking) => booking.host === id).length,
  }));
  try {
    return { remaining: withinLead(members, maxLeadThreshold).map((member) => member.id) };
  } catch (error) {
    if (error instanceof RangeError) return { error: error.message };
    throw error;
  }
}

export function sequence(input: RotationInput): {
  readonly sequence: readonly number[];
  readonly counts: Readonly<Record<string, number>>;
  readonly maxDeviationFromIdealAtAnyPrefix: number;
} {
  const firstAt = Date.parse(input.now.split(",")[0] ?? input.now);
  const bookings = [...(input.bookings ?? [])];
  const picks: number[] = [];
  for (let turn = 0; turn < (input.assignments ?? 0); turn++) {
    const now = new Date(firstAt + turn * minuteMs).toISOString();
    const answer = roundRobin({ ...input, now, bookings });
    if ("error" in answer || answer.chosen === null) break;
    picks.push(answer.chosen);
    bookings.push({ host: answer.chosen, createdAt: now, startTime: new Date(Date.parse(now) + dayMs).toISOString() });
  }
  const counts: Record<string, number> = {};
  for (const host of picks) counts[host] = (counts[host] ?? 0) + 1;
  return { sequence: picks, counts, maxDeviationFromIdealAtAnyPrefix: roundTo(largestDeviation(input, picks), 3) };
}

function largestDeviation(input: RotationInput, picks: readonly number[]): number {
  const weightOf = (host: Host): number => (input.event.weightsEnabled ? (host.weight ?? 100) : 1);
  const totalWeight = input.hosts.reduce((sum, host) => sum + weightOf(host), 0);
  let largest = 0;
  for (let length = 1; length <= picks.length; length++) {
    for (const host of input.hosts) {
      const count = picks.slice(0, length).filter((id) => id === host.id).length;
      const ideal = totalWeight > 0 ? (length * weightOf(host)) / totalWeight : 0;
      largest = Math.max(largest, Math.abs(count - ideal));
    }
  }
  return largest;
}
