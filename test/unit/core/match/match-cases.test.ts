import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Account } from "../../../../server/core/match/account.ts";
import { leadOfRow } from "../../../../server/core/match/labelled-lead.ts";
import { matchLead } from "../../../../server/core/match/match-lead.ts";
import { madeAccounts } from "../../../bench/made-accounts.ts";
import { indexOf } from "../../../support/index-of.ts";

interface Case {
  readonly title: string;
  readonly lead: Readonly<Record<string, string>>;
  readonly account: string | null;
  readonly evidence?: string;
  readonly decision?: string;
}

interface Cases {
  readonly accounts: readonly Omit<Account, "facts">[];
  readonly cases: readonly Case[];
}

const file = new URL("../../../cases/matching.json", import.meta.url);
const { accounts, cases }: Cases = JSON.parse(readFileSync(file, "utf8"));

// Among a few thousand others, as in life: how telling a word is depends on them.
const index = indexOf([...accounts.map((account) => ({ ...account, facts: {} })), ...madeAccounts(3_000)]);

test.each(cases)("$title", ({ lead, account, evidence, decision }) => {
  const match = matchLead(leadOfRow(lead), index);
  expect(match.account?.id ?? null, JSON.stringify(match.candidates.slice(0, 2))).toBe(account);
  if (evidence !== undefined) expect(match.evidence.map(({ code }) => code)).toContain(evidence);
  if (decision !== undefined) expect(match.decision).toBe(decision);
});
