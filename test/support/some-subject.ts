import type { Lead } from "../../server/core/lead/lead.ts";
import { type Account, type Match, noMatch } from "../../server/core/match/account.ts";
import type { Verdict } from "../../server/core/qualify/verdict.ts";
import type { Subject } from "../../server/core/route/subject.ts";
import { instant } from "../../server/core/time.ts";

/** A lead about whom nothing is known but what is given. */
export function someLead(given: Partial<Lead> = {}): Lead {
  return {
    freeMail: false,
    disposableMail: false,
    utm: {},
    pageUrl: "https://www.example.com/demo",
    timeZone: "Europe/Berlin",
    locale: "en",
    answers: {},
    notes: [],
    ...given,
  };
}

/** A match by the e-mail's domain. */
export function someMatch(given: Partial<Account> = {}): Match {
  const account: Account = { id: "acc_1", name: "Acme", domains: ["acme.com"], facts: {}, ...given };
  const evidence = [{ code: "email_domain" as const, detail: "acme.com" }];
  return { ...noMatch, decision: "route", account, ownerRepId: account.ownerRepId ?? null, score: 1, evidence };
}

export const qualified: Verdict = { kind: "qualified", score: 0, reasons: [], unknown: [] };

/** What conditions are asked about, with nothing known but what is given. */
export function someSubject(lead: Partial<Lead> = {}, rest: Partial<Omit<Subject, "lead">> = {}): Subject {
  return { lead: someLead(lead), match: noMatch, verdict: qualified, now: instant(Date.UTC(2026, 5, 15, 9)), ...rest };
}
