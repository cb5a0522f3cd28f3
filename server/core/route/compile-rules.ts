import { type Anchor, type CompiledWhen, compileInto, type Lookup, type Range } from "./compile-when.ts";
import type { Key, TextPart } from "./conditions/condition-op.ts";
import type { FieldRegistry } from "./fields.ts";
import { partKey } from "./find-parts.ts";
import { type Frame, type FrameLayout, openFrameLayout } from "./frame.ts";
import type { When } from "./router.ts";
import { type Leaf, openRuleMask } from "./rule-mask.ts";
import type { Subject } from "./subject.ts";

/** Rules in order, ready to find the first that matches. */
export interface CompiledRules {
  /** Place of the first rule that answers `yes`; -1 when none does. Asks only rules that an index cannot rule out. */
  readonly firstMatch: (subject: Subject) => number;
  /** The same, asking every rule in turn. */
  readonly firstMatchByScan: (subject: Subject) => number;
}

/** A rule with the bounds that rule it out without a call; slot -1 has none. */
interface Candidate extends Range {
  readonly place: number;
  readonly yes: CompiledWhen["yes"];
}

const unbounded: Range = { slot: -1, low: 0, high: 0 };

/** Rules by the value that a slot must have, in order. */
interface SlotIndex {
  readonly slot: number;
  readonly rules: ReadonlyMap<Key, readonly Candidate[]>;
}

/** Compiles rules over one shared layout and indexes each by its rarest equality; what has none, or a common one, by bits. */
export function compileRules(whens: readonly When[], fields: FieldRegistry): CompiledRules {
  const layout = openFrameLayout();
  const compiled = whens.map((when) => compileInto(when, { fields, layout }));
  const rules = compiled.map(({ yes, range }, place): Candidate => ({ place, yes, ...(range ?? unbounded) }));
  const common = commonSlots(compiled);
  const lookups = rarestLookups(compiled.map((rule) => worthwhile(rule, common)));
  const indexes = buildIndexes(rules, lookups);
  const unindexed = rules.filter((_, place) => lookups[place] === null);
  const groupsOf = ({ place }: Candidate) => compiled[place]?.groups ?? [];
  const masked = unindexed.length < fewestMasked ? [] : unindexed.filter((rule) => groupsOf(rule).length > 0);
  const plain = masked.length === 0 ? unindexed : unindexed.filter((rule) => groupsOf(rule).length === 0);
  const groups = masked.map(groupsOf);
  const left = masked.length === 0 ? () => [] : leftOf(masked, openRuleMask(groups));
  lookForParts([...lookups.flatMap((lookup) => lookup ?? []), ...groups.flat(2).flatMap(partAnchors)], layout);
  return {
    firstMatch: (subject) => {
      const frame = layout.read(subject);
      return firstOf(candidates(frame, indexes, [plain, left(frame)]), frame);
    },
    firstMatchByScan: (subject) => firstYes(rules, layout.read(subject)),
  };
}

/** Fewer rules than this are asked one by one. */
const fewestMasked = 32;
/** A look-up that finds more rules than this is no better than asking all of them. */
const mostFound = 256;

/** Passing over a text for fewer parts than this costs more than searching it for each. */
const fewestParts = 16;

/** The rule without look-ups by parts of a text of which there are few. */
function worthwhile(rule: CompiledWhen, common: ReadonlySet<number>): CompiledWhen {
  const lookups = rule.lookups.filter((lookup) => lookup.every(({ slot, part }) => part === undefined || common.has(slot)));
  return lookups.length === rule.lookups.length ? rule : { ...rule, lookups };
}

/** Slots whose texts are searched for so many parts that one pass over them is worth it. */
function commonSlots(rules: readonly CompiledWhen[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const { slot, part } of rules.flatMap((rule) => rule.lookups.flat())) {
    if (part !== undefined) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= fewestParts).map(([slot]) => slot));
}

/** Has the texts searched for the parts that rules are looked up by, each once. */
function lookForParts(anchors: readonly Anchor[], layout: FrameLayout): void {
  const bySlot = new Map<number, Map<Key, TextPart>>();
  for (const { slot, key, part } of anchors) {
    if (part === undefined) continue;
    const parts = bySlot.get(slot) ?? new Map<Key, TextPart>();
    bySlot.set(slot, parts.set(key, part));
  }
  for (const [slot, parts] of bySlot) layout.lookFor(slot, [...parts.values()]);
}

const partAnchors = (leaf: Leaf): readonly Anchor[] =>
  "some" in leaf ? (leaf.parts ?? []).map((part) => ({ slot: leaf.slot, key: partKey(part), part })) : [];

/** For each rule the lookup whose values the fewest rules mention; null for a rule that has none, or none but common ones. */
function rarestLookups(rules: readonly CompiledWhen[]): readonly (Lookup | null)[] {
  const name = ({ slot, key }: Anchor): string => `${slot} ${typeof key} ${key}`;
  const mentions = new Map<string, number>();
  for (const anchor of rules.flatMap((rule) => rule.lookups.flat())) {
    mentions.set(name(anchor), (mentions.get(name(anchor)) ?? 0) + 1);
  }
  const cost = (lookup: Lookup): number => lookup.reduce((sum, anchor) => sum + (mentions.get(name(anchor)) ?? 0), 0);
  return rules.map(({ lookups }) => {
    const [rarest] = lookups.map((lookup) => ({ lookup, cost: cost(lookup) })).toSorted((a, b) => a.cost - b.cost);
    return rarest === undefined || rarest.cost > mostFound ? null : rarest.lookup;
  });
}

function buildIndexes(rules: readonly Candidate[], lookups: readonly (Lookup | null)[]): readonly SlotIndex[] {
  const bySlot = new Map<number, Map<Key, Candidate[]>>();
  for (const rule of rules) {
    for (const { slot, key } of lookups[rule.place] ?? []) {
      const byKey = bySlot.get(slot) ?? new Map<Key, Candidate[]>();
      bySlot.set(slot, byKey);
      const list = byKey.get(key) ?? [];
      byKey.set(key, list);
      if (list.at(-1) !== rule) list.push(rule);
    }
  }
  return [...bySlot].map(([slot, byKey]) => ({ slot, rules: byKey }));
}

/** The rules that a frame leaves possible. */
function leftOf(rules: readonly Candidate[], mask: ReturnType<typeof openRuleMask>): (frame: Frame) => readonly Candidate[] {
  return (frame) => {
    const left: Candidate[] = [];
    for (const place of mask(frame)) {
      const rule = rules[place];
      if (rule !== undefined) left.push(rule);
    }
    return left;
  };
}

/** Lists of rules in order, outside of which no rule can match. */
function candidates(
  frame: Frame,
  indexes: readonly SlotIndex[],
  unindexed: readonly (readonly Candidate[])[],
): (readonly Candidate[])[] {
  const lists: (readonly Candidate[])[] = unindexed.filter((list) => list.length > 0);
  for (const { slot, rules } of indexes) {
    const found = frame[slot];
    if (typeof found === "object") {
      for (const part of found) push(lists, rules.get(part));
    } else if (found !== undefined) push(lists, rules.get(found));
  }
  return lists;
}

function push(lists: (readonly Candidate[])[], list: readonly Candidate[] | undefined): void {
  if (list !== undefined) lists.push(list);
}

/** Asks the rules of several lists in order of their places, whatever list they stand in. */
function firstOf(lists: readonly (readonly Candidate[])[], frame: Frame): number {
  const [only] = lists;
  if (only === undefined) return -1;
  if (lists.length === 1) return firstYes(only, frame);
  const heads = lists.map(() => 0);
  for (let rule = takeLowest(lists, heads); rule !== null; rule = takeLowest(lists, heads)) {
    if (matches(rule, frame)) return rule.place;
  }
  return -1;
}

function firstYes(rules: readonly Candidate[], frame: Frame): number {
  for (const rule of rules) if (matches(rule, frame)) return rule.place;
  return -1;
}

function matches({ slot, low, high, yes }: Candidate, frame: Frame): boolean {
  if (slot >= 0) {
    const found = frame[slot];
    if (typeof found !== "number" || found < low || found > high) return false;
  }
  return yes(frame);
}

/** The rule of the lowest place at the heads, which move past it; null at the end. */
function takeLowest(lists: readonly (readonly Candidate[])[], heads: number[]): Candidate | null {
  let lowest: Candidate | null = null;
  for (let i = 0; i < lists.length; i++) {
    const rule = lists[i]?.[heads[i] ?? 0];
    if (rule !== undefined && (lowest === null || rule.place < lowest.place)) lowest = rule;
  }
  for (let i = 0; i < lists.length; i++) {
    const head = heads[i] ?? 0;
    if (lowest !== null && lists[i]?.[head] === lowest) heads[i] = head + 1;
  }
  return lowest;
}
