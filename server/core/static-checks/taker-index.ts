import { conjunctImplies } from "./implies.ts";
import { type Conjunct, type Literal, wantedSome } from "./literals.ts";

/** A way in which an earlier rule holds, with the rule's place. */
interface Known {
  readonly place: number;
  readonly conjunct: Conjunct;
}

interface Way {
  readonly literal: Literal;
  readonly keys: readonly string[];
}

/** Ways of earlier rules, found again by those that could never hold without one of them. */
export interface TakerIndex {
  readonly add: (known: Known) => void;
  /** The rule that has every lead of a conjunct; null when it is not known of any. */
  readonly takerOf: (conjunct: Conjunct) => number | null;
}

/**
 * A known way is kept under one of its literals alone, the one that the fewest others are kept under, and under a bound
 * only when there is nothing else. Whatever implies the way implies that literal, so it is enough to look under what each
 * literal of the asker can imply.
 */
export function openTakerIndex(): TakerIndex {
  const kept = new Map<string, Known[]>();
  /** Lengths of the texts under which something is kept, by field: the parts of a longer text that are worth a look. */
  const lengths = new Map<string, Set<number>>();

  const crowd = ({ literal, keys: [key = ""] }: Way): number =>
    key === otherKey(literal.about) ? Infinity : (kept.get(key)?.length ?? 0);

  const noteLengths = (literal: Literal): void => {
    const known = lengths.get(literal.about) ?? new Set();
    lengths.set(literal.about, known);
    for (const { text } of wantedParts(literal) ?? []) known.add(text.length);
  };

  const find = (conjunct: Conjunct, key: string): number | undefined =>
    kept.get(key)?.find((known) => conjunctImplies(conjunct, known.conjunct))?.place;

  return {
    add(known) {
      const ways = known.conjunct.map((literal): Way & { readonly crowd: number } => {
        const way = { literal, keys: keysOf(literal) };
        return { ...way, crowd: crowd(way) };
      });
      const [best] = ways.toSorted((a, b) => (a.crowd === b.crowd ? a.keys.length - b.keys.length : a.crowd - b.crowd));
      if (best === undefined) return;
      noteLengths(best.literal);
      // Who is found by a literal most likely implies it: the others are asked first.
      const others = known.conjunct.filter((literal) => literal !== best.literal);
      const found = { ...known, conjunct: [...others, best.literal] };
      for (const key of best.keys) {
        const list = kept.get(key) ?? [];
        kept.set(key, list);
        list.push(found);
      }
    },
    takerOf(conjunct) {
      for (const literal of conjunct)
        for (const key of impliedKeys(literal, lengths.get(literal.about))) {
          const place = find(conjunct, key);
          if (place !== undefined) return place;
        }
      return null;
    },
  };
}

const valueKey = (about: string, value: string | number | boolean): string => `${about} = ${typeof value} ${value}`;
const partKey = (about: string, text: string): string => `${about} ~ ${text}`;
const presenceKey = ({ condition: { field }, missing }: Literal): string => `${missing ? "no" : "any"} ${field}`;
const sameKey = ({ about, says, holds }: Literal): string => `${about} ${holds} ${says}`;
const otherKey = (about: string): string => `${about} ?`;

/** Where a literal is kept: whatever implies it looks under at least one of these. */
function keysOf(literal: Literal): readonly string[] {
  const { about, allowed, forbidden, range, condition } = literal;
  if (condition.op === "empty" || condition.op === "not_empty") return [presenceKey(literal)];
  if (allowed !== null) return [...allowed].map((value) => valueKey(about, value));
  const parts = wantedParts(literal);
  if (parts !== null) return parts.map(({ text }) => partKey(about, text));
  const some = wantedSome(literal);
  if (some !== null) return some.map((one) => valueKey(about, one));
  return range !== null || forbidden !== null ? [otherKey(about)] : [sameKey(literal)];
}

/** Where whatever a literal implies is kept. */
function impliedKeys(literal: Literal, lengths: ReadonlySet<number> | undefined): readonly string[] {
  const { about, allowed } = literal;
  const [value] = allowed ?? wantedSome(literal) ?? [];
  const [part] = wantedParts(literal) ?? [];
  const text = typeof value === "string" ? value : part?.text;
  return [
    sameKey(literal),
    presenceKey(literal),
    otherKey(about),
    ...(value === undefined ? [] : [valueKey(about, value)]),
    ...(text === undefined ? [] : piecesOf(text, lengths).map((piece) => partKey(about, piece))),
  ];
}

/** Parts of a text of which one must be there; null when the literal is about something else. */
function wantedParts({ plan, holds }: Literal) {
  return "parts" in plan && plan.wanted === holds ? plan.parts : null;
}

function piecesOf(text: string, lengths: ReadonlySet<number> | undefined): readonly string[] {
  const pieces = new Set<string>();
  for (const length of lengths ?? []) for (let at = 0; at + length <= text.length; at++) pieces.add(text.slice(at, at + length));
  return [...pieces];
}
