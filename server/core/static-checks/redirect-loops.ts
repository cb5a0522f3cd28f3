import { noMatch } from "../match/account.ts";
import { compileWhen } from "../route/compile-when.ts";
import { flowPlaces } from "../route/flow.ts";
import type { Condition, When } from "../route/router.ts";
import { setupFields } from "../route/setup-fields.ts";
import type { Subject } from "../route/subject.ts";
import type { Setup } from "../setup.ts";
import { instant } from "../time.ts";
import type { Finding } from "./finding.ts";

/** Rules that send the visitor to a page of ours on which the same rule would hold again. */
export function redirectLoops(setup: Setup): readonly Finding[] {
  const { rules } = setup.router;
  const fields = setupFields(setup).rules;
  return rules.flatMap(({ name, when, then }, i) =>
    flowPlaces(then, `router.rules[${i}].then`).flatMap(({ at, flow }): readonly Finding[] => {
      const onPage = flow.kind === "redirect" ? pageOf(flow.url) : null;
      if (onPage === null || !isOurs(onPage, setup)) return [];
      const pages = pageConditions(when);
      const again = pages.length > 0 && pages.every((condition) => compileWhen(condition, fields)(onPage) === "yes");
      const message = `${name} sends to a page where it would hold again, so a visitor who submits there comes back for ever`;
      return again ? [{ code: "redirect_loop", path: at, message }] : [];
    }),
  );
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
