import type { Key, TextPart } from "../route/conditions/condition-op.ts";
import { type Conjunct, type Literal, type Range, wantedSome } from "./literals.ts";

/** Whether whatever meets `a` meets `b` too. No is also said where it is not known. */
export function conjunctImplies(a: Conjunct, b: Conjunct): boolean {
  for (const wanted of b) if (!someImplies(a, wanted)) return false;
  return true;
}

function someImplies(conjunct: Conjunct, wanted: Literal): boolean {
  for (const given of conjunct) if (literalImplies(given, wanted)) return true;
  return false;
}

/** Whether nothing can meet all of it. No is also said where it is not known. */
export function isImpossible(conjunct: Conjunct): boolean {
  return conjunct.some((a, i) => conjunct.slice(i + 1).some((b) => excludes(a, b) || excludes(b, a)));
}

function literalImplies(a: Literal, b: Literal): boolean {
  if (a.condition.field !== b.condition.field) return false;
  if (isPresence(b)) return b.missing === a.missing;
  if (a.about !== b.about || a.missing || b.missing) return sameCondition(a, b);
  if (b.range !== null) return rangeImplies(a, b.range);
  if (b.allowed !== null) return a.allowed !== null && isWithin(a.allowed, b.allowed);
  if (b.forbidden !== null) return forbiddenImplies(a, b.forbidden);
  return sameCondition(a, b) || partsImply(a, b) || someImply(a, b);
}

function someImply(a: Literal, b: Literal): boolean {
  const [given, wanted] = [wantedSome(a), wantedSome(b)];
  return given !== null && wanted !== null && given.every((one) => wanted.includes(one));
}

function isWithin(part: ReadonlySet<Key>, whole: ReadonlySet<Key>): boolean {
  for (const key of part) if (!whole.has(key)) return false;
  return true;
}

const isPresence = ({ condition: { op } }: Literal): boolean => op === "empty" || op === "not_empty";

function sameCondition(a: Literal, b: Literal): boolean {
  return a.holds === b.holds && a.condition.field === b.condition.field && a.says === b.says;
}

function forbiddenImplies({ allowed, forbidden }: Literal, wanted: ReadonlySet<Key>): boolean {
  if (allowed !== null) return [...allowed].every((key) => !wanted.has(key));
  return forbidden !== null && isWithin(wanted, forbidden);
}

function rangeImplies({ allowed, range }: Literal, wanted: Range): boolean {
  if (allowed !== null) return [...allowed].every((key) => typeof key === "number" && inside(key, wanted));
  if (range === null) return false;
  const lowHolds =
    range.low > wanted.low || (range.low === wanted.low && (!wanted.open || range.open || range.low === -Infinity));
  const highHolds =
    range.high < wanted.high || (range.high === wanted.high && (!wanted.open || range.open || range.high === Infinity));
  return lowHolds && highHolds;
}

function inside(value: number, { low, high, open }: Range): boolean {
  return open ? value > low && value < high : value >= low && value <= high;
}

function partsImply(a: Literal, b: Literal): boolean {
  if (!("parts" in b.plan) || b.plan.wanted !== b.holds) return false;
  const wanted = b.plan.parts;
  const given = a.allowed;
  if (given !== null) return [...given].every((key) => wanted.some((part) => textHas(String(key), part)));
  if (!("parts" in a.plan) || a.plan.wanted !== a.holds) return false;
  return a.plan.parts.every((one) => wanted.some((part) => partHas(one, part)));
}

function textHas(text: string, { where, text: part }: TextPart): boolean {
  if (where === "start") return text.startsWith(part);
  return where === "end" ? text.endsWith(part) : text.includes(part);
}

/** Whether a text with the one part surely has the other. */
function partHas(one: TextPart, other: TextPart): boolean {
  return other.where === "anywhere" ? one.text.includes(other.text) : one.where === other.where && textHas(one.text, other);
}

/** Whether the two cannot hold together. */
function excludes(a: Literal, b: Literal): boolean {
  if (a.condition.field !== b.condition.field) return false;
  if (isPresence(a)) return a.missing !== b.missing && (a.missing || isPresence(b));
  if (a.about !== b.about || a.missing || b.missing) return false;
  if (a.holds !== b.holds && sameCondition({ ...a, holds: b.holds }, b)) return true;
  const given = a.allowed;
  if (given !== null) return [...given].every((key) => !allows(b, key));
  const [one, two] = [a.range, b.range];
  if (one === null || two === null) return false;
  return one.high < two.low || two.high < one.low || (one.high === two.low && (one.open || two.open));
}

function allows(literal: Literal, key: Key): boolean {
  const keys = literal.allowed;
  if (keys !== null) return keys.has(key);
  const out = literal.forbidden;
  if (out !== null) return !out.has(key);
  const { plan, holds } = literal;
  if ("bounds" in plan) return typeof key === "number" && (inside(key, plan.bounds) === plan.inside) === holds;
  if ("parts" in plan) return (plan.parts.some((part) => textHas(String(key), part)) === plan.wanted) === holds;
  return !("test" in plan) || plan.test(key) === holds;
}
