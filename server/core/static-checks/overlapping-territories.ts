import type { Setup } from "../setup.ts";
import type { Finding } from "./finding.ts";
import { type AreaSets, areaSets } from "./territory-areas.ts";

/** More overlaps than this are counted and not told. */
const toldAtMost = 50;

/**
 * Areas that share leads with an area of an earlier territory, which then has them; and areas that lie wholly in one and so never
 * have any. Named accounts before the territories of the map are meant, as is a part of an area before the whole of it, and not told.
 */
export function overlappingTerritories(setup: Setup): readonly Finding[] {
  const found: Finding[] = [];
  const earlier = openByCountry();
  for (const area of areaSets(setup)) {
    const others = earlier
      .near(area)
      .filter((other) => other.territory !== area.territory && (other.accounts === null) === (area.accounts === null));
    const cover = others.find((other) => covers(other, area));
    const overlap = cover ?? others.find((other) => meets(other, area) && !covers(area, other));
    if (overlap !== undefined) found.push(tell(setup, { area, overlap, whole: cover !== undefined }));
    earlier.add(area);
  }
  const more = found.length - toldAtMost;
  if (more <= 0) return found;
  return [
    ...found.slice(0, toldAtMost),
    { code: "overlapping_territories", path: "territories", message: `and ${more} more overlaps` },
  ];
}

interface Told {
  readonly area: AreaSets;
  readonly overlap: AreaSets;
  readonly whole: boolean;
}

function tell({ territories = [] }: Setup, { area, overlap, whole }: Told): Finding {
  const path = `territories[${area.territory}].areas[${area.area}]`;
  const mine = territories[area.territory]?.name ?? "";
  const theirs = territories[overlap.territory]?.name ?? "";
  const where = `territories[${overlap.territory}].areas[${overlap.area}]`;
  if (whole)
    return { code: "shadowed_area", path, message: `${mine} never has a lead from here: ${theirs} (${where}) has them all` };
  return {
    code: "overlapping_territories",
    path,
    message: `${mine} overlaps ${theirs} (${where}), which comes first and has the leads of both`,
  };
}

/** Areas by their countries, so that those of two countries are never compared. */
function openByCountry() {
  const everywhere: AreaSets[] = [];
  const byCountry = new Map<string, AreaSets[]>();
  return {
    near({ countries }: AreaSets): readonly AreaSets[] {
      if (countries === null) return [...new Set([...everywhere, ...[...byCountry.values()].flat()])];
      return [...new Set([...everywhere, ...[...countries].flatMap((country) => byCountry.get(country) ?? [])])];
    },
    add(area: AreaSets): void {
      if (area.countries === null) everywhere.push(area);
      for (const country of area.countries ?? []) byCountry.set(country, [...(byCountry.get(country) ?? []), area]);
    },
  };
}

const sets = ["countries", "states", "industries", "accounts"] as const;

function meets(a: AreaSets, b: AreaSets): boolean {
  return (
    sets.every((name) => share(a[name], b[name])) &&
    Math.max(a.sizeFrom, b.sizeFrom) <= Math.min(a.sizeTo, b.sizeTo) &&
    (a.postal === null || b.postal === null || a.postal.some((one) => b.postal?.some((other) => touch(one, other))))
  );
}

function share(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  return a === null || b === null || [...a].some((one) => b.has(one));
}

/** Whether whatever lies in `b` lies in `a`. */
function covers(a: AreaSets, b: AreaSets): boolean {
  return (
    sets.every((name) => includes(a[name], b[name])) &&
    a.sizeFrom <= b.sizeFrom &&
    a.sizeTo >= b.sizeTo &&
    (a.postal === null || (b.postal?.every((one) => a.postal?.some((other) => contains(other, one))) ?? false))
  );
}

function includes(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  return a === null || (b !== null && [...b].every((one) => a.has(one)));
}

type Range = NonNullable<AreaSets["postal"]>[number];

/** Ranges of beginnings, compared at the length of the shorter one. */
function touch(a: Range, b: Range): boolean {
  const length = Math.min(a.low.length, b.low.length);
  return a.low.slice(0, length) <= b.high.slice(0, length) && b.low.slice(0, length) <= a.high.slice(0, length);
}

function contains(outer: Range, inner: Range): boolean {
  const length = outer.low.length;
  return inner.low.length >= length && outer.low <= inner.low.slice(0, length) && inner.high.slice(0, length) <= outer.high;
}
