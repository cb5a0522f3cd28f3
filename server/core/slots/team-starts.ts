import { copySpans, intersectSpans, type Spans, spanBuffer } from "../availability/spans.ts";
import { gridStarts } from "./grid-starts.ts";
import { allowedRange, dropLimited, freeInto, type RepStartsInput } from "./rep-starts.ts";
import { noStarts, type Starts } from "./starts.ts";

/**
 * The starts at which all of these reps are free together; the first rep's clock makes the round times. The free time is
 * intersected before the grid is laid, since grids of two reps may never meet. All inputs have one range and meeting type.
 */
export function teamStarts(inputs: readonly RepStartsInput[]): Starts {
  return inputs.length === 0 ? noStarts : startsWhereAll(inputs, inputs.map(freeSpans).reduce(intersectSpans));
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
