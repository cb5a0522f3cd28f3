import { fileURLToPath } from "node:url";
import { compileRules } from "../../server/core/route/compile-rules.ts";
import { subjectFields } from "../../server/core/route/fields.ts";
import type { LedgerEntry } from "../../server/core/route/pools/ledger.ts";
import { pickRep } from "../../server/core/route/pools/pick-rep.ts";
import { openPoolBook } from "../../server/core/route/pools/pool-book.ts";
import type { When } from "../../server/core/route/router.ts";
import { instant } from "../../server/core/time.ts";
import { someMatch, someSubject } from "../support/some-subject.ts";
import type { BenchRow } from "./row.ts";
import { jsonRulesEngine, zenEngine } from "./rule-engines.ts";

const rounds = 15;

/** Median microseconds a call over interleaved rounds, each long enough that the clock's grain does not matter. */
function medianMicros(calls: readonly (() => unknown)[], perRound: number): readonly number[] {
  const samples = calls.map((): number[] => []);
  let kept: unknown;
  for (let round = 0; round < rounds + 3; round++) {
    calls.forEach((call, which) => {
      const start = process.hrtime.bigint();
      for (let i = 0; i < perRound; i++) kept = call();
      const micros = Number(process.hrtime.bigint() - start) / 1_000 / perRound;
      if (round >= 3) samples[which]?.push(micros);
    });
  }
  if (kept === samples) throw new Error("unreachable: keeps the calls from being optimised away");
  return samples.map((sample) => sample.toSorted((a, b) => a - b)[Math.floor(sample.length / 2)] ?? Number.NaN);
}

const asked = someSubject(
  {
    email: "ada@acme.com",
    emailDomain: "acme.com",
    country: "DE",
    companySize: 40,
    jobTitle: "Head of Sales",
    utm: { source: "ads" },
  },
  { match: someMatch({ facts: { segment: "mid" } }) },
);

/** Three conditions a rule over three fields; only the last rule matches the lead. */
function comparingRules(count: number): readonly When[] {
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    return {
      all: [
        { field: "lead.companySize", op: "greater_or_equal", value: last ? 1 : 50 + i },
        { field: "lead.jobTitle", op: "contains", value: last ? "sales" : `role ${i}` },
        { field: "lead.utm.source", op: "not_equals", value: `source ${i}` },
      ],
    };
  });
}

/** Nothing to rule a rule out by: every text is searched. */
function textRules(count: number): readonly When[] {
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    return {
      all: [
        { field: "lead.jobTitle", op: "contains", value: last ? "sales" : `role ${i}` },
        { field: "lead.email", op: "ends_with", value: ".com" },
        { field: "lead.utm.source", op: "not_equals", value: `source ${i}` },
      ],
    };
  });
}

/** Nothing that must be so, only what must not: no rule can be looked up. */
function excludingRules(count: number): readonly When[] {
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    return {
      all: [
        { field: "lead.utm.source", op: "not_equals", value: `source ${i}` },
        {
          not: {
            any: [
              { field: "lead.country", op: "in", value: ["FR", "GB"] },
              { field: "lead.freeMail", op: "is_true" },
            ],
          },
        },
        { field: "lead.companySize", op: "not_between", value: last ? [100, 200] : [40, 41 + i] },
      ],
    };
  });
}

/** Named accounts: a domain a rule. */
function domainRules(count: number): readonly When[] {
  return Array.from({ length: count }, (_, i) => ({
    field: "lead.email",
    op: "matches_domain",
    value: i === count - 1 ? "acme.com" : `company${i}.com`,
  }));
}

function equalityRules(count: number): readonly When[] {
  return Array.from({ length: count }, (_, i) => {
    const last = i === count - 1;
    return {
      all: [
        { field: "account.facts.segment", op: "in", value: last ? ["mid", "large"] : [`C${i % 200}`, `D${i % 190}`] },
        { field: "lead.companySize", op: "between", value: [1 + (i % 30), 500] },
        { field: "lead.utm.source", op: "equals", value: last ? "ads" : `source ${i % 40}` },
      ],
    };
  });
}

function ruleRows(): readonly BenchRow[] {
  const comparing = compileRules(comparingRules(1_000), subjectFields);
  const text = compileRules(textRules(1_000), subjectFields);
  const excluding = compileRules(excludingRules(1_000), subjectFields);
  const domains = compileRules(domainRules(1_000), subjectFields);
  const equality = compileRules(equalityRules(1_000), subjectFields);
  const many = compileRules(equalityRules(10_000), subjectFields);
  const few = compileRules(equalityRules(10), subjectFields);
  for (const [rules, last] of [
    [comparing, 999],
    [text, 999],
    [excluding, 999],
    [domains, 999],
    [equality, 999],
    [many, 9_999],
    [few, 9],
  ] as const) {
    if (rules.firstMatch(asked) !== last) throw new Error("the bench must match its last rule alone");
  }
  const [compared, searched, excluded, named, indexed, indexedMany, indexedFew] = medianMicros(
    [
      () => comparing.firstMatch(asked),
      () => text.firstMatch(asked),
      () => excluding.firstMatch(asked),
      () => domains.firstMatch(asked),
      () => equality.firstMatch(asked),
      () => many.firstMatch(asked),
      () => few.firstMatch(asked),
    ],
    2_000,
  );
  return [
    { name: "rules: 1,000 that compare numbers, the last matches", value: compared ?? Number.NaN, unit: "µs", limit: 8 },
    { name: "rules: 1,000 that search texts, the last matches", value: searched ?? Number.NaN, unit: "µs", limit: 8 },
    { name: "rules: 1,000 that only exclude, the last matches", value: excluded ?? Number.NaN, unit: "µs", limit: 8 },
    { name: "rules: 1,000 that name a domain, by index", value: named ?? Number.NaN, unit: "µs", limit: 1 },
    { name: "rules: 1,000 with equalities, by index", value: indexed ?? Number.NaN, unit: "µs", limit: 1 },
    { name: "rules: 10,000 with equalities, by index", value: indexedMany ?? Number.NaN, unit: "µs" },
    {
      name: "rules: 10,000 with equalities beside 10, times as long",
      value: (indexedMany ?? Number.NaN) / (indexedFew ?? Number.NaN),
      unit: "×",
      limit: 3,
    },
  ];
}

function poolOf(size: number) {
  const members = Array.from({ length: size }, (_, i) => ({ repId: `rep_${i}`, weight: 50 + (i % 5) * 50, priority: 2 }));
  const entries = Array.from({ length: size * 2 }, (_, i): LedgerEntry => {
    return {
      poolId: "pool",
      seq: i + 1,
      repId: `rep_${(i * 7) % size}`,
      kind: "offered",
      turns: 1,
      leadId: `lead_${i}`,
      at: instant(i),
    };
  });
  return openPoolBook(
    { id: "pool", name: "Pool", rotation: "weighted", offer: "rep", members, everybodyAway: { kind: "message", text: "away" } },
    entries,
  );
}

function pickRows(): readonly BenchRow[] {
  const small = poolOf(200);
  const large = poolOf(5_000);
  const [fromSmall, fromLarge, nobody] = medianMicros(
    [() => pickRep(small, () => null), () => pickRep(large, () => null), () => pickRep(large, () => "calendar_busy")],
    100,
  );
  return [
    { name: "turn: whose it is among 200", value: fromSmall ?? Number.NaN, unit: "µs" },
    { name: "turn: whose it is among 5,000", value: fromLarge ?? Number.NaN, unit: "µs" },
    { name: "turn: nobody of 5,000 can", value: nobody ?? Number.NaN, unit: "µs" },
  ];
}

/** What rules and turns cost, in microseconds of one process. */
export async function benchRules(): Promise<BenchRow[]> {
  return [...ruleRows(), ...(await otherRows()), ...pickRows()];
}

/** The same 1,000 rules and lead in other engines. */
async function otherRows(): Promise<readonly BenchRow[]> {
  const whens = equalityRules(1_000);
  const facts = { account_facts_segment: "mid", lead_companySize: 40, lead_utm_source: "ads" };
  const rows: BenchRow[] = [];
  for (const { name, firstMatch } of [zenEngine(whens), jsonRulesEngine(whens)]) {
    if ((await firstMatch(facts)) !== 999) throw new Error(`${name} must match the last rule alone`);
    rows.push({
      name: `rules: the same 1,000 with equalities in ${name}`,
      value: await medianOfRuns(() => firstMatch(facts)),
      unit: "µs",
    });
  }
  return rows;
}

async function medianOfRuns(run: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < 40; i++) {
    const start = performance.now();
    await run();
    if (i >= 10) samples.push((performance.now() - start) * 1_000);
  }
  return samples.toSorted((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.table(await benchRules());
