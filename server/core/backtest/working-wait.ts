import { compileRep } from "../availability/compile-rep.ts";
import type { Rep } from "../availability/rep.ts";
import type { Spans } from "../availability/spans.ts";
import { workingSpans } from "../availability/working-spans.ts";
import type { MeetingType } from "../slots/meeting-type.ts";
import { type Instant, minuteMs } from "../time.ts";

/** Minutes from a lead until its rep works again, the meeting type's notice included; null when the rep does not within the horizon. */
export type WaitOf = (repId: string, meetingTypeId: string, at: Instant) => number | null;

const blockMinutes = 28 * 1_440;
const lookAheadMinutes = 35 * 1_440;

/** By working hours, absences and zones alone: what was in a calendar then is not known any more. */
export function workingWait(reps: readonly Rep[], types: readonly MeetingType[]): WaitOf {
  const byId = new Map(reps.map((rep) => [rep.id, compileRep(rep)]));
  const notices = new Map(types.map(({ id, minimumNoticeMinutes }) => [id, minimumNoticeMinutes]));
  const blocks = new Map<string, Spans>();
  const spansOf = (repId: string, block: number): Spans | null => {
    const key = `${repId} ${block}`;
    const known = blocks.get(key);
    if (known !== undefined) return known;
    const rep = byId.get(repId);
    if (rep === undefined) return null;
    const startMinute = block * blockMinutes;
    const spans = workingSpans(rep, { startMinute, endMinute: startMinute + blockMinutes + lookAheadMinutes });
    blocks.set(key, spans);
    return spans;
  };
  return (repId, meetingTypeId, at) => {
    const asked = Math.ceil(at / minuteMs);
    const earliest = asked + (notices.get(meetingTypeId) ?? 0);
    const spans = spansOf(repId, Math.floor(earliest / blockMinutes));
    const start = spans === null ? null : firstAfter(spans, earliest);
    return start === null ? null : start - asked;
  };
}

/** The first minute from `earliest` on that lies in a span; spans are sorted pairs. */
function firstAfter(spans: Spans, earliest: number): number | null {
  let low = 0;
  let high = spans.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 2 + 1] ?? 0) > earliest) high = middle;
    else low = middle + 1;
  }
  const start = spans[low * 2];
  return start === undefined ? null : Math.max(start, earliest);
}
