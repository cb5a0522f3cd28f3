import type { Bounds, Found, Key, TextPart } from "./conditions/condition-op.ts";
import type { Frame } from "./frame.ts";

/** A condition that is decided by what one slot holds; a missing value decides against it. */
export type Leaf =
  | { readonly slot: number; readonly keys: readonly Key[]; readonly wanted: boolean }
  | { readonly slot: number; readonly bounds: Bounds; readonly inside: boolean }
  /** One of these is among what the slot holds; `parts` when it holds those that a text has. */
  | { readonly slot: number; readonly some: readonly string[]; readonly parts?: readonly TextPart[] };

/** Leaves of which at least one must hold. */
export type Group = readonly Leaf[];

/**
 * Which of many rules a frame leaves possible, in order: a bit for each rule, and one pass over each slot instead of a call for each
 * condition. `rules` are the groups of each, of which every one must hold.
 */
export function openRuleMask(rules: readonly (readonly Group[])[]): (frame: Frame) => readonly number[] {
  const words = Math.ceil(rules.length / 32);
  const layers = openLayers(rules, words);
  const all = allOf(rules.length, words);
  const possible = new Uint32Array(words);
  const held = new Uint32Array(words);
  return (frame) => {
    possible.set(all);
    for (const { without, tests } of layers) {
      held.set(without);
      for (const { slot, into } of tests) {
        const found = frame[slot];
        if (found !== undefined) into(found, held);
      }
      for (let word = 0; word < words; word++) possible[word] = (possible[word] ?? 0) & (held[word] ?? 0);
    }
    return placesOf(possible);
  };
}

/** Groups over the same slots, one of a rule at the most. */
interface Layer {
  /** Rules that have no group here. */
  readonly without: Uint32Array;
  readonly tests: readonly SlotTest[];
}

/** Adds the rules whose leaf holds for what a slot holds. */
interface SlotTest {
  readonly slot: number;
  readonly into: (found: Found, held: Uint32Array) => void;
}

interface Placed {
  readonly rule: number;
  readonly leaf: Leaf;
}

function openLayers(rules: readonly (readonly Group[])[], words: number): readonly Layer[] {
  const layers = new Map<string, { without: Uint32Array; placed: Placed[][] }>();
  for (const [rule, groups] of rules.entries()) {
    const used = new Map<string, number>();
    for (const group of groups) {
      const slots = [...new Set(group.map(({ slot }) => slot))].toSorted((a, b) => a - b).join();
      const count = used.get(slots) ?? 0;
      used.set(slots, count + 1);
      const name = `${slots} ${count}`;
      const layer = layers.get(name) ?? { without: allOf(rules.length, words), placed: [] };
      layers.set(name, layer);
      setBit(layer.without, rule, false);
      for (const leaf of group) place({ rule, leaf }, layer.placed);
    }
  }
  return [...layers.values()].map(({ without, placed }) => ({ without, tests: placed.map((some) => slotTest(some, words)) }));
}

const kindOf = (leaf: Leaf): string => ("keys" in leaf ? "keys" : "bounds" in leaf ? "bounds" : "some");

/** Leaves of one kind about one slot are tested together, of each rule one. */
function place(one: Placed, tests: Placed[][]): void {
  const fitting = tests.find(
    ([first, ...others]) =>
      first?.leaf.slot === one.leaf.slot && kindOf(first.leaf) === kindOf(one.leaf) && (others.at(-1) ?? first).rule !== one.rule,
  );
  if (fitting === undefined) tests.push([one]);
  else fitting.push(one);
}

function slotTest(placed: readonly Placed[], words: number): SlotTest {
  const slot = placed[0]?.leaf.slot ?? 0;
  const kind = placed[0] === undefined ? "some" : kindOf(placed[0].leaf);
  if (kind === "keys") return { slot, into: keyTest(placed, words) };
  return { slot, into: kind === "bounds" ? boundsTest(placed, words) : someTest(placed) };
}

type Mentions = Map<Found, number[]>;

function mention(mentions: Mentions, key: Key, rule: number): void {
  const rules = mentions.get(key) ?? [];
  mentions.set(key, rules);
  if (rules.at(-1) !== rule) rules.push(rule);
}

function keyTest(placed: readonly Placed[], words: number): SlotTest["into"] {
  const wanted: Mentions = new Map();
  const unwanted: Mentions = new Map();
  const others = new Uint32Array(words);
  for (const { rule, leaf } of placed) {
    if (!("keys" in leaf)) continue;
    if (!leaf.wanted) setBit(others, rule, true);
    for (const key of leaf.keys) mention(leaf.wanted ? wanted : unwanted, key, rule);
  }
  const kept = new Uint32Array(words);
  return (found, held) => {
    kept.set(others);
    for (const rule of unwanted.get(found) ?? nothing) setBit(kept, rule, false);
    for (let word = 0; word < words; word++) held[word] = (held[word] ?? 0) | (kept[word] ?? 0);
    for (const rule of wanted.get(found) ?? nothing) setBit(held, rule, true);
  };
}

const nothing: readonly number[] = [];

/** So many masks are remembered, each of the numbers between two bounds. */
const mostMasks = 4_096;

function boundsTest(placed: readonly Placed[], words: number): SlotTest["into"] {
  const bounds = placed.flatMap(({ leaf }) => ("bounds" in leaf ? [leaf.bounds.low, leaf.bounds.high] : []));
  const points = Float64Array.from(new Set(bounds)).toSorted();
  const holding = boundsMask(placed, words);
  const known = new Map<number, Uint32Array>();
  return (found, held) => {
    if (typeof found !== "number") return;
    const stretch = stretchOf(points, found);
    const before = known.get(stretch);
    const mask = before ?? holding(found);
    if (before === undefined) {
      if (known.size >= mostMasks) known.clear();
      known.set(stretch, mask);
    }
    for (let word = 0; word < words; word++) held[word] = (held[word] ?? 0) | (mask[word] ?? 0);
  };
}

/** An even number for each stretch between two points, an odd one for each point: numbers of the same one are within the same bounds. */
function stretchOf(points: Float64Array, found: number): number {
  let [from, to] = [0, points.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((points[middle] ?? 0) < found) from = middle + 1;
    else to = middle;
  }
  return 2 * from + (points[from] === found ? 1 : 0);
}

function boundsMask(placed: readonly Placed[], words: number): (found: number) => Uint32Array {
  const rules = Int32Array.from(placed, ({ rule }) => rule);
  const bounds = placed.flatMap(({ leaf }) => ("bounds" in leaf ? [leaf] : []));
  const low = Float64Array.from(bounds, (leaf) => leaf.bounds.low);
  const high = Float64Array.from(bounds, (leaf) => leaf.bounds.high);
  const open = Uint8Array.from(bounds, (leaf) => (leaf.bounds.open ? 1 : 0));
  const inside = Uint8Array.from(bounds, (leaf) => (leaf.inside ? 1 : 0));
  return (found) => {
    const mask = new Uint32Array(words);
    for (let i = 0; i < rules.length; i++) {
      const [from, to] = [low[i] ?? 0, high[i] ?? 0];
      const within = open[i] === 1 ? found > from && found < to : found >= from && found <= to;
      if (within === (inside[i] === 1)) setBit(mask, rules[i] ?? 0, true);
    }
    return mask;
  };
}

function someTest(placed: readonly Placed[]): SlotTest["into"] {
  const mentions: Mentions = new Map();
  for (const { rule, leaf } of placed) if ("some" in leaf) for (const one of leaf.some) mention(mentions, one, rule);
  return (found, held) => {
    if (typeof found !== "object") return;
    for (const one of found) for (const rule of mentions.get(one) ?? nothing) setBit(held, rule, true);
  };
}

function setBit(mask: Uint32Array, place: number, on: boolean): void {
  const word = place >>> 5;
  const bit = 1 << (place & 31);
  mask[word] = on ? (mask[word] ?? 0) | bit : (mask[word] ?? 0) & ~bit;
}

function allOf(count: number, words: number): Uint32Array {
  const mask = new Uint32Array(words).fill(0xffff_ffff);
  if (count % 32 !== 0) mask[words - 1] = 2 ** (count % 32) - 1;
  return mask;
}

function placesOf(mask: Uint32Array): readonly number[] {
  const places: number[] = [];
  for (let word = 0; word < mask.length; word++) {
    for (let bits = mask[word] ?? 0; bits !== 0; bits &= bits - 1) places.push(word * 32 + 31 - Math.clz32(bits & -bits));
  }
  return places;
}
