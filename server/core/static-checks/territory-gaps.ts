import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";
import { type AreaSets, areaSets } from "./territory-areas.ts";

/** Parts of a country, by postal codes or by size, that no territory has although others of the same country have one. */
export function territoryGaps(setup: Setup): readonly Finding[] {
  const byCountry = new Map<string, AreaSets[]>();
  for (const area of areaSets(setup)) {
    if (area.accounts !== null) continue;
    for (const country of area.countries ?? []) byCountry.set(country, [...(byCountry.get(country) ?? []), area]);
  }
  return [...byCountry].flatMap(([country, areas]) =>
    [...postalGaps(areas), ...sizeGaps(areas)].map((gap): Finding => {
      return { code: "territory_gap", path: "territories", message: `no territory has ${country} ${gap}` };
    }),
  );
}

const isPlain = ({ states, industries }: AreaSets): boolean => states === null && industries === null;
const anySize = ({ sizeFrom, sizeTo }: AreaSets): boolean => sizeFrom === 0 && sizeTo === Infinity;

/** Beginnings of two digits that no area has, when the country is divided by numbers. */
function postalGaps(areas: readonly AreaSets[]): readonly string[] {
  const open = areas.filter((area) => isPlain(area) && anySize(area));
  if (open.length === 0 || open.some((area) => area.postal === null)) return [];
  const ranges = open.flatMap((area) => area.postal ?? []);
  if (!ranges.every(({ low, high }) => /^\d+$/.test(low) && /^\d+$/.test(high))) return [];
  const missing = Array.from({ length: 100 }, (_, i) => String(i).padStart(2, "0")).filter(
    (start) => !ranges.some(({ low, high }) => at2(low, "0") <= start && start <= at2(high, "9")),
  );
  // Codes that begin with 00 are nowhere in use.
  return runsOf(missing.filter((start) => start !== "00")).map(
    ([from, to]) => `postal codes ${from === to ? from : `${from} to ${to}`}`,
  );
}

const at2 = (text: string, fill: string): string => text.padEnd(2, fill).slice(0, 2);

function runsOf(starts: readonly string[]): readonly (readonly [string, string])[] {
  const runs: [string, string][] = [];
  for (const start of starts) {
    const last = runs.at(-1);
    if (last !== undefined && Number(last[1]) + 1 === Number(start)) last[1] = start;
    else runs.push([start, start]);
  }
  return runs;
}

/** Sizes that no area has, when the country is divided by them. */
function sizeGaps(areas: readonly AreaSets[]): readonly string[] {
  const plain = areas.filter((area) => isPlain(area) && area.postal === null);
  if (plain.length === 0 || plain.some(anySize)) return [];
  const gaps: string[] = [];
  let next = 0;
  for (const { sizeFrom, sizeTo } of plain.toSorted((a, b) => a.sizeFrom - b.sizeFrom)) {
    if (sizeFrom > next) gaps.push(`companies of ${next} to ${sizeFrom - 1} employees`);
    next = Math.max(next, sizeTo + 1);
  }
  return next === Infinity ? gaps : [...gaps, `companies of ${next} employees or more`];
}
