import { industryKeys, stateKeys } from "../route/area-keys.ts";
import { readPostalRange } from "../route/postal-range.ts";
import { countriesOf } from "../route/regions.ts";
import type { Area } from "../route/territory.ts";
import type { Setup } from "../setup.ts";

/** An area with its lists as sets, ready to be compared; a set that is null holds everything. */
export interface AreaSets {
  readonly territory: number;
  readonly area: number;
  readonly countries: ReadonlySet<string> | null;
  readonly states: ReadonlySet<string> | null;
  readonly industries: ReadonlySet<string> | null;
  readonly accounts: ReadonlySet<string> | null;
  readonly postal: readonly { readonly low: string; readonly high: string }[] | null;
  readonly sizeFrom: number;
  readonly sizeTo: number;
}

export function areaSets({ territories = [] }: Setup): readonly AreaSets[] {
  return territories.flatMap(({ areas }, territory) => areas.map((one, area) => ({ territory, area, ...setsOf(one) })));
}

const setOf = (list: readonly string[] | undefined, key: (text: string) => string): ReadonlySet<string> | null =>
  list === undefined ? null : new Set(list.map(key));

const lower = (text: string): string => text.toLowerCase();

function setsOf(area: Area): Omit<AreaSets, "territory" | "area"> {
  return {
    countries: area.countries === undefined ? null : new Set(area.countries.flatMap((one) => countriesOf(one) ?? [])),
    states: area.states === undefined ? null : new Set(stateKeys(area)),
    industries: area.industries === undefined ? null : new Set(industryKeys(area)),
    accounts: setOf(area.accounts, lower),
    postal: area.postalCodes?.flatMap((text) => readPostalRange(text) ?? []) ?? null,
    sizeFrom: area.sizeFrom ?? 0,
    sizeTo: area.sizeTo ?? Infinity,
  };
}
