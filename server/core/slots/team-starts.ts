import { copySpans, intersectSpans, type Spans, spanBuffer } from "../availability/spans.ts";
import type { EpochMinute } from "../time.ts";
import { gridStarts } from "./grid-starts.ts";
import { allowedRange, dropLimited, freeInto, pageOf, type RepStartsInput } from "./rep-starts.ts";
import { hasStart, noStarts, type Starts } from "./starts.ts";

/**
 * The starts at which all of these reps are free together; the first rep's clock makes the round times. The free time is
 * intersected before the grid is laid, since grids of two reps may never meet. All inputs have one meeting type; the starts
 * are in the common part of their ranges.
 */
export function teamStarts(inputs: readonly RepStartsInput[]): Starts {
  return inputs.length === 0 ? noStarts : startsWhereAll(inputs, inputs.map(freeSpans).reduce(intersectSpans));
}

/** `isBookable` for all of these reps together: by the same engine and grid that showed the times of the team. */
export function isTeamBookable(inputs: readonly RepStartsInput[], startMinute: EpochMinute): boolean {
  if (hasStart(teamStarts(inputs), startMinute)) return true;
  const inside = inputs.every(({ range }) => range.startMinute <= startMinute && startMinute < range.endMinute);
  const page = inputs.map((input) => ({ ...input, range: pageOf(input.type, startMinute) }));
  return inside && hasStart(teamStarts(page), startMinute);
}

/** Free time of one rep, see `freeInto`. */
export function freeSpans(input: RepStartsInput): Spans {
  const buffer = spanBuffer();
  freeInto(buffer, input);
  return copySpans(buffer);
}

/** The starts in time that is known to be free for all of these reps, as far as the horizon and limits of each allow. */
export function startsWhereAll(inputs: readonly RepStartsInput[], spans: Spans): Starts {
  const [first] = inputs;
  if (first === undefined) return noStarts;
  const allowed = inputs.map(allowedRange).reduce((a, b) => ({
    startMinute: Math.max(a.startMinute, b.startMinute),
    endMinute: Math.min(a.endMinute, b.endMinute),
  }));
  const starts = gridStarts({ spans, length: spans.length }, first.type, { zone: first.rep.zone, range: first.range, allowed });
  for (const input of inputs) dropLimited(starts, input);
  return starts;
}
