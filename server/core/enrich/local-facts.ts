import type { Subject } from "../route/subject.ts";
import { channelOf } from "./channel.ts";
import { chooseFacts } from "./choose-facts.ts";
import type { Claim, FactValue } from "./claim.ts";
import { mailKind } from "./mail-kind.ts";
import { phoneCountry } from "./phone-country.ts";
import { readAmount } from "./read-amount.ts";
import { readIndustry } from "./read-industry.ts";
import { readJobTitle } from "./read-job-title.ts";
import { pagesField, readPages } from "./read-pages.ts";
import { readSubdivision } from "./read-subdivision.ts";

/** Sources that ask nobody: what the form, the account and the page say already. */
export const localSources = ["form", "account", "parent", "email", "page", "phone"] as const;

type Said = FactValue | null | undefined;

interface LocalSource {
  readonly source: (typeof localSources)[number];
  readonly confidence: number;
  readonly read: (subject: Subject) => Said;
}

const form = (read: LocalSource["read"], confidence = 1): LocalSource => ({ source: "form", confidence, read });
const account = (read: LocalSource["read"]): LocalSource => ({ source: "account", confidence: 0.9, read });
const parent = (read: LocalSource["read"]): LocalSource => ({ source: "parent", confidence: 0.6, read });
const when = <T>(value: T | undefined, read: (value: T) => Said): Said => (value === undefined ? undefined : read(value));

/** A field that asks for money, by its name. */
const revenueField = /revenue|umsatz|turnover|chiffre d.affaires|ventas anuales|facturaci|fatturato|faturamento|omzet/i;

function revenueOf({ lead }: Subject): number | undefined {
  for (const [name, value] of Object.entries(lead.answers)) {
    const amount = revenueField.test(name) ? readAmount(value) : null;
    if (amount !== null) return amount.from;
  }
  return undefined;
}

const page = (read: (lead: Subject["lead"]) => Said, confidence = 0.8): LocalSource => ({
  source: "page",
  confidence,
  read: ({ lead }) => read(lead),
});

/** What the page says of the visit before it; nothing where it says nothing. */
const visit = (read: (pages: readonly string[]) => Said): LocalSource =>
  page(({ answers }) => when(answers[pagesField], (text) => read(readPages(text))));

/** What each fact may be read from, the most believed first. */
const table: Readonly<Record<string, readonly LocalSource[]>> = {
  country: [
    form(({ lead }) => lead.country),
    account(({ match }) => match.account?.country),
    { source: "phone", confidence: 0.7, read: ({ lead }) => when(lead.phone, phoneCountry) },
  ],
  state: [
    form(({ lead }) => when(lead.state, (text) => readSubdivision(text, lead.country))),
    account(({ match }) => when(match.account?.facts.state, (text) => readSubdivision(text, match.account?.country))),
  ],
  companySize: [
    form(({ lead }) => lead.companySize),
    account(({ match }) => match.account?.companySize),
    parent(({ match }) => match.parent?.companySize),
  ],
  revenue: [form(revenueOf)],
  industry: [
    form(({ lead }) => when(lead.industry, readIndustry)),
    account(({ match }) => when(match.account?.industry, readIndustry)),
    parent(({ match }) => when(match.parent?.industry, readIndustry)),
  ],
  seniority: [form(({ lead }) => when(lead.jobTitle, (title) => readJobTitle(title).seniority), 0.9)],
  jobFunction: [form(({ lead }) => when(lead.jobTitle, (title) => readJobTitle(title).function), 0.9)],
  phoneCountry: [{ source: "phone", confidence: 1, read: ({ lead }) => when(lead.phone, phoneCountry) }],
  mailKind: [{ source: "email", confidence: 1, read: ({ lead }) => mailKind(lead) }],
  channel: [page(channelOf)],
  pages: [visit((pages) => [...new Set(pages)].join(" "))],
  pageViews: [visit((pages) => pages.length || null)],
  landingPage: [visit((pages) => pages[0])],
};

/** Names of the facts that every lead may have without asking anybody. */
export const localFactNames: readonly string[] = Object.keys(table);

/** One fact out of what is at hand, read when it is asked for; undefined when nothing says it. */
export function localFact(name: string, subject: Subject): FactValue | undefined {
  const sources = Object.hasOwn(table, name) ? table[name] : undefined;
  for (const { read } of sources ?? []) {
    const value = read(subject);
    if (value !== undefined && value !== null && value !== "") return value;
  }
  return undefined;
}

/** Everything that is at hand, as claims beside those of the sources that are asked. */
export function localClaims(subject: Subject): readonly Claim[] {
  const claims: Claim[] = [];
  for (const [name, sources] of Object.entries(table)) {
    for (const { source, confidence, read } of sources) {
      const value = read(subject);
      if (value !== undefined && value !== null && value !== "")
        claims.push({ name, value, source, confidence, at: subject.now });
    }
  }
  return claims;
}

/** What is at hand, chosen as `localFact` does. */
export function localFacts(subject: Subject) {
  return chooseFacts(localClaims(subject), { order: [], confident: 0 });
}
