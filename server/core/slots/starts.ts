import { at } from "../availability/spans.ts";
import type { EpochMinute } from "../time.ts";

/**
 * A set of starts: bit i stands for `baseMinute + i · stepMinutes`. The step is made so that every start of a meeting type
 * is on a bit, so nothing is rounded; sets of one range and meeting type have the same shape and are joined word by word.
 */
export interface Starts {
  readonly baseMinute: EpochMinute;
  readonly stepMinutes: number;
  readonly bits: Int32Array;
}

/** No start at all. */
export const noStarts: Starts = { baseMinute: 0, stepMinutes: 1, bits: new Int32Array(0) };

export function hasStart(starts: Starts, minute: EpochMinute): boolean {
  const index = (minute - starts.baseMinute) / starts.stepMinutes;
  if (!Number.isInteger(index) || index < 0 || index >= starts.bits.length * 32) return false;
  return ((at(starts.bits, index >> 5) >>> (index & 31)) & 1) === 1;
}

export function isEmpty(starts: Starts): boolean {
  for (let i = 0; i < starts.bits.length; i++) if (starts.bits[i] !== 0) return false;
  return true;
}

/** Every start, ascending. */
export function decodeStarts(starts: Starts): EpochMinute[] {
  const { baseMinute, stepMinutes, bits } = starts;
  const minutes: EpochMinute[] = [];
  for (let i = 0; i < bits.length; i++) {
    let word = at(bits, i);
    while (word !== 0) {
      const bit = 31 - Math.clz32(word & -word);
      minutes.push(baseMinute + (i * 32 + bit) * stepMinutes);
      word &= word - 1;
    }
  }
  return minutes;
}

/** The wire's `Times`: the first start in epoch minutes, then the distance from each to the next. */
export function encodeTimes(starts: Starts): { readonly firstMinute: EpochMinute | null; readonly deltas: number[] } {
  const { baseMinute, stepMinutes, bits } = starts;
  const deltas: number[] = [];
  let first = -1;
  let previous = 0;
  for (let i = 0; i < bits.length; i++) {
    let word = at(bits, i);
    while (word !== 0) {
      const index = i * 32 + 31 - Math.clz32(word & -word);
      if (first < 0) first = index;
      else deltas.push((index - previous) * stepMinutes);
      previous = index;
      word &= word - 1;
    }
  }
  return { firstMinute: first < 0 ? null : baseMinute + first * stepMinutes, deltas };
}

/** Starts of these minutes, in any order. */
export function startsOf(minutes: readonly EpochMinute[]): Starts {
  if (minutes.length === 0) return noStarts;
  return onFrame(frame(1, Math.min(...minutes), Math.max(...minutes) + 1), minutes);
}

/**
 * An empty set that reaches from a minute, which is on a bit, to another. Its base is a whole number of words away from
 * every other set of the same step and phase, so that sets of different ranges are joined word by word too.
 */
export function frame(stepMinutes: number, fromMinute: EpochMinute, untilMinute: EpochMinute): Starts {
  const phase = fromMinute - Math.floor(fromMinute / stepMinutes) * stepMinutes;
  const wordMinutes = 32 * stepMinutes;
  const baseMinute = Math.floor((fromMinute - phase) / wordMinutes) * wordMinutes + phase;
  const words = Math.max(0, Math.ceil((untilMinute - baseMinute) / wordMinutes));
  return { baseMinute, stepMinutes, bits: new Int32Array(words) };
}

/** Starts that are in any of the sets: when a pool offers whoever is free. */
export function unionStarts(sets: readonly Starts[]): Starts {
  const aligned = align(sets.filter(({ bits }) => bits.length > 0));
  const [first] = aligned;
  if (first === undefined) return noStarts;
  let fromMinute = first.baseMinute;
  let untilMinute = endOf(first);
  for (const set of aligned) {
    fromMinute = Math.min(fromMinute, set.baseMinute);
    untilMinute = Math.max(untilMinute, endOf(set));
  }
  const union = frame(first.stepMinutes, fromMinute, untilMinute);
  for (const set of aligned) orInto(union.bits, set.bits, wordsBetween(union, set));
  return union;
}

/** Starts that are in all of the sets; none when there is no set. */
export function intersectStarts(sets: readonly Starts[]): Starts {
  const aligned = sets.some(({ bits }) => bits.length === 0) ? [] : align(sets);
  const [first] = aligned;
  if (first === undefined) return noStarts;
  let fromMinute = first.baseMinute;
  let untilMinute = endOf(first);
  for (const set of aligned) {
    fromMinute = Math.max(fromMinute, set.baseMinute);
    untilMinute = Math.min(untilMinute, endOf(set));
  }
  const common = frame(first.stepMinutes, fromMinute, untilMinute);
  common.bits.fill(-1);
  for (const set of aligned) andInto(common.bits, set.bits, wordsBetween(set, common));
  return common;
}

function orInto(target: Int32Array, source: Int32Array, shift: number): void {
  for (let i = 0; i < source.length; i++) target[i + shift] = at(target, i + shift) | at(source, i);
}

function andInto(target: Int32Array, source: Int32Array, shift: number): void {
  for (let i = 0; i < target.length; i++) target[i] = at(target, i) & at(source, i + shift);
}

/** The sets themselves when their words can be joined, as in a pool with one meeting type; else finer ones that can. */
function align(sets: readonly Starts[]): readonly Starts[] {
  const [first] = sets;
  if (first === undefined || sets.every((set) => joinable(first, set))) return sets;
  const step = sets.reduce((divisor, set) => gcd(gcd(divisor, set.stepMinutes), set.baseMinute - first.baseMinute), 0);
  return sets.map((set) => onFrame(frame(step, set.baseMinute, endOf(set)), decodeStarts(set)));
}

function joinable(a: Starts, b: Starts): boolean {
  return a.stepMinutes === b.stepMinutes && (a.baseMinute === b.baseMinute || Number.isInteger(wordsBetween(a, b)));
}

function onFrame(empty: Starts, minutes: readonly EpochMinute[]): Starts {
  for (const minute of minutes) {
    const index = (minute - empty.baseMinute) / empty.stepMinutes;
    empty.bits[index >> 5] = at(empty.bits, index >> 5) | (1 << (index & 31));
  }
  return empty;
}

function endOf({ baseMinute, stepMinutes, bits }: Starts): EpochMinute {
  return baseMinute + bits.length * 32 * stepMinutes;
}

function wordsBetween(from: Starts, to: Starts): number {
  return (to.baseMinute - from.baseMinute) / (32 * from.stepMinutes);
}

function gcd(a: number, b: number): number {
  return b === 0 ? Math.abs(a) : gcd(b, a % b);
}

/** Sets bits `first`, `first + stride`, … up to and with `last`. */
export function markBits(
  bits: Int32Array,
  run: { readonly first: number; readonly last: number; readonly stride: number },
): void {
  const { first, last, stride } = run;
  for (let i = first; i <= last; i += stride) bits[i >> 5] = at(bits, i >> 5) | (1 << (i & 31));
}

/** Takes away the starts of `fromMinute` ≤ t < `untilMinute`; changes the set that it is given. */
export function dropStarts(starts: Starts, fromMinute: EpochMinute, untilMinute: EpochMinute): void {
  const { baseMinute, stepMinutes, bits } = starts;
  const first = Math.max(0, Math.ceil((fromMinute - baseMinute) / stepMinutes));
  const end = Math.min(bits.length * 32, Math.ceil((untilMinute - baseMinute) / stepMinutes));
  for (let i = first; i < end; i++) bits[i >> 5] = at(bits, i >> 5) & ~(1 << (i & 31));
}
