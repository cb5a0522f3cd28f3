import type { FieldRegistry } from "../route/fields.ts";
import { setupFields } from "../route/setup-fields.ts";
import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";
import { conjunctImplies, isImpossible } from "./implies.ts";
import { type Conjunct, conjunctsOf } from "./literals.ts";

interface Known {
  readonly place: number;
  readonly conjunct: Conjunct;
}

/** Rules whose conditions no lead can meet, and rules before which another one takes every lead that they could have. */
export function shadowedRules(setup: Setup): readonly Finding[] {
  return findShadowed(
    setup.router.rules.map(({ when }) => when),
    setupFields(setup).rules,
  ).map(({ place, by }): Finding => {
    const path = `router.rules[${place}]`;
    const rule = setup.router.rules[place];
    const before = by === null ? undefined : setup.router.rules[by];
    if (before === undefined)
      return { code: "unreachable_rule", path, message: `no lead can meet the conditions of ${rule?.name}` };
    return {
      code: "shadowed_rule",
      path,
      message: `${rule?.name} is never asked: ${before.name} takes every lead that it could have`,
    };
  });
}

type Shadowed = readonly { readonly place: number; readonly by: number | null }[];

/** Places that can never decide; `by` is the one before that does instead, null when nothing can meet it. */
export function findShadowed(whens: readonly Parameters<typeof conjunctsOf>[0][], fields: FieldRegistry): Shadowed {
  const found: { place: number; by: number | null }[] = [];
  const earlier = new Map<string, Known[]>();
  for (const [place, when] of whens.entries()) {
    const conjuncts = conjunctsOf(when, fields);
    if (conjuncts === null) continue;
    const possible = conjuncts.filter((conjunct) => !isImpossible(conjunct));
    const takers = possible.map((conjunct) => takerOf(conjunct, earlier));
    if (takers.every((taker) => taker !== null)) found.push({ place, by: possible.length === 0 ? null : (takers[0] ?? null) });
    else for (const conjunct of possible) remember({ place, conjunct }, earlier);
  }
  return found;
}

/** Where a conjunct is found again: under each value of its rarest list of values, else under the field that it asks for. */
function placesOf(conjunct: Conjunct): readonly string[] {
  const listed = conjunct
    .filter(({ allowed }) => allowed !== null)
    .toSorted((a, b) => (a.allowed?.size ?? 0) - (b.allowed?.size ?? 0));
  const [rarest] = listed;
  if (rarest === undefined) return [conjunct[0]?.condition.field ?? ""];
  return [...(rarest.allowed ?? [])].map((key) => valuePlace(rarest.about, key));
}

const valuePlace = (about: string, key: string | number | boolean): string => `${about} = ${typeof key} ${key}`;

function remember(known: Known, earlier: Map<string, Known[]>): void {
  for (const place of placesOf(known.conjunct)) {
    const list = earlier.get(place) ?? [];
    earlier.set(place, list);
    list.push(known);
  }
}

/** The earlier rule that has every lead of a conjunct: it stands under a field or a value that the conjunct asks for too. */
function takerOf(conjunct: Conjunct, earlier: ReadonlyMap<string, readonly Known[]>): number | null {
  const places = new Set(conjunct.map((literal) => literal.condition.field));
  for (const { about, allowed } of conjunct)
    for (const key of [...(allowed ?? [])].slice(0, 1)) places.add(valuePlace(about, key));
  for (const place of places) {
    const taker = earlier.get(place)?.find((known) => conjunctImplies(conjunct, known.conjunct));
    if (taker !== undefined) return taker.place;
  }
  return null;
}
