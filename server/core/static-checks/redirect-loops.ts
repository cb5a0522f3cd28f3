import { noMatch } from "../match/account.ts";
import { compileWhen } from "../route/compile-when.ts";
import type { FieldRegistry } from "../route/fields.ts";
import { flowPlaces } from "../route/flow.ts";
import type { Condition, Rule, When } from "../route/router.ts";
import { setupFields } from "../route/setup-fields.ts";
import type { Subject } from "../route/subject.ts";
import type { Setup } from "../setup.ts";
import { instant } from "../time.ts";
import type { Finding } from "./finding.ts";
import { isImpossible } from "./implies.ts";
import { conjunctsOf } from "./literals.ts";

/** A redirect of a rule that asks for the page, to a page of ours. */
interface Hop {
  readonly rule: Rule;
  readonly place: number;
  readonly at: string;
  readonly to: Subject;
  /** Whether the rule would hold on a page, as far as it asks for the page. */
  readonly isOn: (page: Subject) => boolean;
}

/** More hops than this in a row are not followed. */
const longestWay = 6;

/** Rules that send the visitor to a page of ours on which the same rule would hold again, at once or by way of other rules. */
export function redirectLoops(setup: Setup): readonly Finding[] {
  const fields = setupFields(setup).rules;
  const hops = setup.router.rules.flatMap((rule, place): readonly Hop[] =>
    pageConditions(rule.when).length === 0 ? [] : hopsOf(rule, place, setup),
  );
  const onPage = new Map<string, readonly Hop[]>();
  const nextOf = ({ to }: Hop): readonly Hop[] => {
    const known = onPage.get(to.lead.pageUrl) ?? hops.filter(({ isOn }) => isOn(to));
    onPage.set(to.lead.pageUrl, known);
    return known;
  };
  return hops.flatMap((hop): readonly Finding[] => {
    const way = wayBack([hop], { nextOf, fields });
    return way === null ? [] : [{ code: "redirect_loop", path: hop.at, message: messageOf(way) }];
  });
}

function hopsOf(rule: Rule, place: number, setup: Setup): readonly Hop[] {
  const fields = setupFields(setup).rules;
  const asks = pageConditions(rule.when).map((condition) => compileWhen(condition, fields));
  const isOn = (page: Subject): boolean => asks.every((ask) => ask(page) === "yes");
  return flowPlaces(rule.then, `router.rules[${place}].then`).flatMap(({ at, flow }) => {
    const to = flow.kind === "redirect" ? pageOf(flow.url) : null;
    return to === null || !isOurs(to, setup) ? [] : [{ rule, place, at, to, isOn }];
  });
}

interface Looking {
  /** Redirects of the rules that would hold on the page to which one sends. */
  readonly nextOf: (hop: Hop) => readonly Hop[];
  readonly fields: FieldRegistry;
}

/** The hops by which a visitor comes back to the first one, told at the earliest rule of them alone; null when there are none. */
function wayBack(way: readonly Hop[], looking: Looking): readonly Hop[] | null {
  const [first] = way;
  const last = way.at(-1);
  if (first === undefined || last === undefined) return null;
  if (first.isOn(last.to) && oneVisitor(way, looking.fields)) return way;
  if (way.length === longestWay) return null;
  for (const next of looking.nextOf(last)) {
    if (next.place <= first.place || way.some(({ place }) => place === next.place)) continue;
    const found = wayBack([...way, next], looking);
    if (found !== null) return found;
  }
  return null;
}

/** Whether one visitor can meet what all the rules ask beside the page. */
function oneVisitor(way: readonly Hop[], fields: FieldRegistry): boolean {
  const ways = conjunctsOf({ all: way.map(({ rule }) => rule.when) }, fields);
  const beside = ways?.map((conjunct) => conjunct.filter(({ condition }) => !pageFields.test(condition.field)));
  return beside?.some((conjunct) => !isImpossible(conjunct)) ?? true;
}

function messageOf([first, ...others]: readonly Hop[]): string {
  if (others.length === 0)
    return `${first?.rule.name} sends to a page where it would hold again, so a visitor who submits there comes back for ever`;
  const names = others.map(({ rule }) => rule.name).join(", then ");
  return `${first?.rule.name} sends to a page from where ${names} would send back, so a visitor who submits there goes round for ever`;
}

const pageFields = /^(?:page\.(?:url|host|path)|lead\.page(?:Url|Host|Path))$/;

/** The conditions on the page that a rule demands. */
function pageConditions(when: When): readonly Condition[] {
  if ("all" in when) return when.all.flatMap(pageConditions);
  return "field" in when && pageFields.test(when.field) ? [when] : [];
}

/** A visitor of whom nothing is known but the page. */
function pageOf(url: string): Subject | null {
  const found = /^https?:\/\/([^/?#]+)([^?#]*)/i.exec(url);
  if (found === null) return null;
  const [, host = "", path = ""] = found;
  return {
    lead: {
      freeMail: false,
      disposableMail: false,
      utm: {},
      pageUrl: url,
      pageHost: host.toLowerCase(),
      pagePath: path === "" ? "/" : path,
      timeZone: "UTC",
      locale: "en",
      answers: {},
      notes: [],
    },
    match: noMatch,
    now: instant(0),
  };
}

/** A page of a site that may send submissions; without sites any may. */
function isOurs({ lead }: Subject, { sites }: Setup): boolean {
  const origin = /^https?:\/\/[^/?#]+/i.exec(lead.pageUrl)?.[0]?.toLowerCase();
  return sites.length === 0 || sites.some((site) => site.origin === origin);
}
