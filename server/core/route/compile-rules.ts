import { type Anchor, type CompiledWhen, compileInto, type Lookup } from "./compile-when.ts";
import type { Key } from "./conditions/condition-op.ts";
import type { FieldRegistry } from "./fields.ts";
import { type Frame, openFrameLayout } from "./frame.ts";
import type { When } from "./router.ts";
import type { Subject } from "./subject.ts";

/** Rules in order, ready to find the first that matches. */
export interface CompiledRules {
  /** Place of the first rule that answers `yes`; -1 when none does. Asks only rules that an index cannot rule out. */
  readonly firstMatch: (subject: Subject) => number;
  /** The same, asking every rule in turn. */
  readonly firstMatchByScan: (subject: Subject) => number;
}

/** Rule places by the value that a slot must have, ascending. */
interface SlotIndex {
  readonly slot: number;
  readonly places: ReadonlyMap<Key, readonly number[]>;
}

/** Compiles rules over one shared layout and indexes each by its rarest equality. */
export function compileRules(whens: readonly When[], fields: FieldRegistry): CompiledRules {
  const layout = openFrameLayout();
  const rules = whens.map((when) => compileInto(when, { fields, layout }));
  const asks = rules.map((rule) => rule.ask);
  const lookups = rarestLookups(rules);
  const indexes = buildIndexes(lookups);
  const unindexed = lookups.flatMap((lookup, place) => (lookup === null ? [place] : []));
  return {
    firstMatch: (subject) => {
      const frame = layout.read(subject);
      return firstOf(candidates(frame, indexes, unindexed), asks, frame);
    },
    firstMatchByScan: (subject) => {
      const frame = layout.read(subject);
      for (let place = 0; place < asks.length; place++) if (asks[place]?.(frame) === "yes") return place;
      return -1;
    },
  };
}

/** For each rule the lookup whose values the fewest rules mention; null for a rule that has none. */
function rarestLookups(rules: readonly CompiledWhen[]): readonly (Lookup | null)[] {
  const name = ({ slot, key }: Anchor): string => `${slot} ${typeof key} ${key}`;
  const mentions = new Map<string, number>();
  for (const anchor of rules.flatMap((rule) => rule.lookups.flat())) {
    mentions.set(name(anchor), (mentions.get(name(anchor)) ?? 0) + 1);
  }
  const cost = (lookup: Lookup): number => lookup.reduce((sum, anchor) => sum + (mentions.get(name(anchor)) ?? 0), 0);
  return rules.map(({ lookups }) => lookups.toSorted((a, b) => cost(a) - cost(b))[0] ?? null);
}

function buildIndexes(lookups: readonly (Lookup | null)[]): readonly SlotIndex[] {
  const bySlot = new Map<number, Map<Key, number[]>>();
  lookups.forEach((lookup, place) => {
    for (const { slot, key } of lookup ?? []) {
      const places = bySlot.get(slot) ?? new Map<Key, number[]>();
      bySlot.set(slot, places);
      const list = places.get(key) ?? [];
      places.set(key, list);
      if (list.at(-1) !== place) list.push(place);
    }
  });
  return [...bySlot].map(([slot, places]) => ({ slot, places }));
}

function candidates(frame: Frame, indexes: readonly SlotIndex[], unindexed: readonly number[]): (readonly number[])[] {
  const lists: (readonly number[])[] = unindexed.length > 0 ? [unindexed] : [];
  for (const { slot, places } of indexes) {
    const found = frame[slot];
    const list = found === undefined || typeof found === "object" ? undefined : places.get(found);
    if (list !== undefined) lists.push(list);
  }
  return lists;
}

/** Asks the candidates of ascending lists in order of their places, whatever list they stand in. */
function firstOf(lists: readonly (readonly number[])[], asks: readonly CompiledWhen["ask"][], frame: Frame): number {
  const [only] = lists;
  if (only === undefined) return -1;
  if (lists.length === 1) {
    for (const place of only) if (asks[place]?.(frame) === "yes") return place;
    return -1;
  }
  const heads = lists.map(() => 0);
  for (;;) {
    const place = takeLowest(lists, heads);
    if (place === Infinity) return -1;
    if (asks[place]?.(frame) === "yes") return place;
  }
}

/** The lowest place at the heads, which move past it. */
function takeLowest(lists: readonly (readonly number[])[], heads: number[]): number {
  let lowest = Infinity;
  for (let i = 0; i < lists.length; i++) lowest = Math.min(lowest, lists[i]?.[heads[i] ?? 0] ?? Infinity);
  for (let i = 0; i < lists.length; i++) {
    const head = heads[i] ?? 0;
    if (lists[i]?.[head] === lowest) heads[i] = head + 1;
  }
  return lowest;
}
