import type { RepReason } from "../../availability/rep.ts";
import type { Rotation } from "./rotation.ts";

/** One reason a member, in the members' order, as run lengths. */
export type ReasonRuns = readonly (readonly [RepReason, number])[];

/** Null when the rep can be offered, else why not. */
export type Can = (repId: string) => RepReason | null;

export interface Pick {
  readonly repId: string | null;
  readonly reasons: ReasonRuns;
}

/** After so many who cannot, sorting the rest once is cheaper than scanning again for each. */
const scansBeforeSorting = 8;

/** The member whose turn it is among those who can; members are asked in fair order and only until one can. */
export function pickRep(rotation: Rotation, can: Can, excluded?: ReadonlySet<string>): Pick {
  return pickInOrder(rotation, can, { marks: marksOf(rotation, excluded, "excluded"), order: inFairOrder });
}

/** An order in which members are asked; a place that is marked on the way does not come again. */
export type AskingOrder = (rotation: Rotation, marks: ReadonlyMap<number, RepReason>) => Iterable<number>;

/** As `pickRep`, in another order; who is marked before is not asked. */
export function pickInOrder(
  rotation: Rotation,
  can: Can,
  { marks, order }: { readonly marks: Map<number, RepReason>; readonly order: AskingOrder },
): Pick {
  for (const place of order(rotation, marks)) {
    const repId = rotation.repIds[place];
    if (repId === undefined) continue;
    const reason = can(repId);
    marks.set(place, reason ?? "chosen");
    if (reason === null) return { repId, reasons: reasonRuns(rotation.repIds.length, marks) };
  }
  return { repId: null, reasons: reasonRuns(rotation.repIds.length, marks) };
}

/** Reps in the order in which their turns come, for falling through to the next one at booking. */
export function fairOrder(rotation: Rotation): readonly string[] {
  return sorted(rotation, new Map()).map((place) => rotation.repIds[place] ?? "");
}

/** Members who are left out before anybody is asked, by place. */
export function marksOf(rotation: Rotation, repIds: ReadonlySet<string> | undefined, reason: RepReason): Map<number, RepReason> {
  const marks = new Map<number, RepReason>();
  for (const repId of repIds ?? []) {
    const place = rotation.placeOf(repId);
    if (place >= 0) marks.set(place, reason);
  }
  return marks;
}

/** The least load for the weight first, reserves last; equal loads in fair order. `loads` are by place. */
export function byLoad(loads: readonly number[], weights: readonly number[]): AskingOrder {
  const loadOf = (place: number): number => {
    const weight = weights[place] ?? 0;
    return weight > 0 ? (loads[place] ?? 0) / weight : Infinity;
  };
  return (rotation, marks) =>
    rotation.repIds
      .map((_, place) => place)
      .filter((place) => !marks.has(place))
      .toSorted((a, b) => (loadOf(a) === loadOf(b) ? (rotation.before(a, b) ? -1 : 1) : loadOf(a) - loadOf(b)));
}

/** Places in fair order without the marked ones; a place that the caller marks on the way does not come again. */
export function* inFairOrder(rotation: Rotation, marks: ReadonlyMap<number, RepReason>): Generator<number> {
  for (let scan = 0; scan < scansBeforeSorting; scan++) {
    const place = rotation.first(marks);
    if (place < 0) return;
    yield place;
  }
  yield* sorted(rotation, marks);
}

function sorted({ repIds, before }: Rotation, marks: ReadonlyMap<number, RepReason>): readonly number[] {
  const places = repIds.map((_, place) => place).filter((place) => !marks.has(place));
  return places.toSorted((a, b) => (before(a, b) ? -1 : 1));
}

/** Reasons of all members as run lengths; who was not asked stands behind somebody whose turn it was. */
export function reasonRuns(members: number, marks: ReadonlyMap<number, RepReason>): ReasonRuns {
  const runs: [RepReason, number][] = [];
  const add = (reason: RepReason, count: number): void => {
    const last = runs.at(-1);
    if (last?.[0] === reason) last[1] += count;
    else if (count > 0) runs.push([reason, count]);
  };
  let next = 0;
  for (const [place, reason] of [...marks].toSorted(([a], [b]) => a - b)) {
    add("lower_turn", place - next);
    add(reason, 1);
    next = place + 1;
  }
  add("lower_turn", members - next);
  return runs;
}
