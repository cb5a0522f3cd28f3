import type { FieldRegistry } from "../route/fields.ts";
import { setupFields } from "../route/setup-fields.ts";
import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";
import { isImpossible } from "./implies.ts";
import { conjunctsOf } from "./literals.ts";
import { openTakerIndex } from "./taker-index.ts";

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
  const earlier = openTakerIndex();
  for (const [place, when] of whens.entries()) {
    const conjuncts = conjunctsOf(when, fields);
    if (conjuncts === null) continue;
    const possible = conjuncts.filter((conjunct) => !isImpossible(conjunct));
    const takers = possible.map((conjunct) => earlier.takerOf(conjunct));
    if (takers.every((taker) => taker !== null)) found.push({ place, by: possible.length === 0 ? null : (takers[0] ?? null) });
    else for (const conjunct of possible) earlier.add({ place, conjunct });
  }
  return found;
}
