import { readCountry } from "../lead/read-country.ts";
import { industryKey, industryKeys, stateKey, stateKeys } from "./area-keys.ts";
import { compileRules } from "./compile-rules.ts";
import { country, type FieldTable, number, registryOf, text } from "./field.ts";
import { readPostalCode, readPostalRange } from "./postal-range.ts";
import type { When } from "./router.ts";
import type { Subject } from "./subject.ts";
import type { Area, Territory } from "./territory.ts";

/** The territory of a lead, and the place of the area that holds; null when it is in none. */
export type FindTerritory = (subject: Subject) => { readonly territory: Territory; readonly area: number } | null;

/** Compiles territories to an index over countries, states, beginnings of postal codes and named accounts. Answers are remembered for each subject. */
export function compileTerritories(territories: readonly Territory[]): FindTerritory {
  const places = territories.flatMap((territory) => territory.areas.map((_, area) => ({ territory, area })));
  const rules = compileRules(
    places.map(({ territory, area }) => areaWhen(territory.areas[area] ?? {})),
    registryOf(areaFields),
  );
  const known = new WeakMap<Subject, ReturnType<FindTerritory>>();
  return (subject) => {
    const before = known.get(subject);
    if (before !== undefined) return before;
    const found = places[rules.firstMatch(subject)] ?? null;
    known.set(subject, found);
    return found;
  };
}

const fact = ({ facts }: Subject, name: string): string | number | undefined => {
  const value = facts?.[name]?.value;
  return typeof value === "string" || typeof value === "number" ? value : undefined;
};
const column = ({ match }: Subject, name: string): string | undefined => match.account?.facts[name];

/** What areas ask: of the lead itself, else of what enrichment said, else of the account. */
const areaFields: FieldTable = {
  country: country(countryOf),
  state: text((subject) =>
    keyed(subject.lead.state ?? fact(subject, "state") ?? column(subject, "state"), (said) => stateKey(said, countryOf(subject))),
  ),
  postal: text(postalOf),
  postalStart: text((subject) => postalOf(subject)?.slice(0, startLength)),
  industry: text(industryOf),
  industryBranch: text((subject) => industryOf(subject)?.split("/", 1)[0]),
  size: number((subject) => subject.lead.companySize ?? fact(subject, "companySize") ?? subject.match.account?.companySize),
  accountId: text(({ match }) => match.account?.id),
  accountName: text(({ match }) => match.account?.name),
  domain: text(({ lead, match }) =>
    lead.freeMail ? match.account?.domains[0] : (lead.emailDomain ?? match.account?.domains[0]),
  ),
};

const startLength = 2;

function countryOf(subject: Subject): string | undefined {
  const said = subject.lead.country ?? fact(subject, "country") ?? subject.match.account?.country;
  return said === undefined ? undefined : (readCountry(String(said)) ?? undefined);
}

function industryOf(subject: Subject): string | undefined {
  return keyed(subject.lead.industry ?? fact(subject, "industry") ?? subject.match.account?.industry, industryKey);
}

function postalOf(subject: Subject): string | undefined {
  return keyed(subject.lead.postalCode ?? fact(subject, "postalCode") ?? column(subject, "postalCode"), readPostalCode);
}

function keyed(value: string | number | undefined, key: (text: string) => string): string | undefined {
  return value === undefined || value === "" ? undefined : key(String(value));
}

/** An area as a condition; one that says nothing never holds. */
function areaWhen(area: Area): When {
  const { countries, postalCodes, sizeFrom, sizeTo, accounts } = area;
  return {
    all: [
      ...listed("country", "in_region", countries),
      ...listed("state", "in", stateKeys(area)),
      ...listed("postalStart", "in", postalStarts(postalCodes ?? [])),
      ...listed("postal", "in_postal_range", postalCodes),
      ...anyOf(["industry", "industryBranch"], industryKeys(area)),
      ...(sizeFrom === undefined ? [] : [{ field: "size", op: "greater_or_equal", value: sizeFrom }]),
      ...(sizeTo === undefined ? [] : [{ field: "size", op: "less_or_equal", value: sizeTo }]),
      ...anyOf(["accountId", "accountName", "domain"], accounts),
    ],
  };
}

/** One of the fields has one of the values. */
function anyOf(fields: readonly string[], value: readonly string[] | undefined): readonly When[] {
  return value === undefined || value.length === 0 ? [] : [{ any: fields.map((field) => ({ field, op: "in", value })) }];
}

function listed(field: string, op: string, value: readonly string[] | undefined): readonly When[] {
  return value === undefined || value.length === 0 ? [] : [{ field, op, value }];
}

/**
 * Every beginning of two characters that the ranges can have, so that a code finds its areas without asking them all; empty when
 * a range is of a single character or spans letters, and asking is the only way.
 */
function postalStarts(postalCodes: readonly string[]): readonly string[] {
  const starts = new Set<string>();
  for (const text of postalCodes) {
    const range = readPostalRange(text);
    if (range === null || range.low.length < startLength) return [];
    const low = range.low.slice(0, startLength);
    const high = range.high.slice(0, startLength);
    if (low === high) starts.add(low);
    else if (/^\d\d$/.test(low) && /^\d\d$/.test(high)) {
      for (let start = Number(low); start <= Number(high); start++) starts.add(String(start).padStart(startLength, "0"));
    } else return [];
  }
  return [...starts];
}
