import { openBacktest } from "../../server/core/backtest/open-backtest.ts";
import { reportHtml } from "../../server/core/backtest/report-html.ts";
import type { PastLead } from "../../server/core/backtest/simulation.ts";
import { tellReport } from "../../server/core/backtest/tell-report.ts";
import type { Rule } from "../../server/core/route/router.ts";
import type { Setup } from "../../server/core/setup.ts";
import { instant } from "../../server/core/time.ts";
import { somePool, someSetup } from "../support/some-setup.ts";
import { someSubject } from "../support/some-subject.ts";
import type { BenchRow } from "./row.ts";

const leads = 100_000;
const rules = 1_000;
const countries = ["DE", "FR", "US", "GB", "IN", "BR", "JP", "SE", "PL", "CA"];

/** Rules by country, size and text, as a grown router has them; half of them cannot be looked up. */
function ruleOf(i: number, shift: number): Rule {
  const size = (i * 37) % 2_000;
  const when =
    i % 2 === 0
      ? {
          all: [
            { field: "lead.country", op: "equals", value: countries[i % countries.length] ?? "DE" },
            { field: "lead.companySize", op: "between", value: [size + shift, size + shift + 1] },
          ],
        }
      : {
          all: [
            { field: "lead.jobTitle", op: "contains", value: `role ${i}` },
            { field: "lead.companySize", op: "greater_or_equal", value: size },
          ],
        };
  return { id: `r${i}`, name: `Rule ${i}`, when, then: { kind: "offerPool", poolId: `pool${i % 10}`, meetingTypeId: "intro" } };
}

function setupOf(shift: number): Setup {
  const pools = Array.from({ length: 10 }, (_, p) =>
    somePool(
      `pool${p}`,
      Array.from({ length: 20 }, (_, m) => `rep${p}x${m}`),
    ),
  );
  const made = someSetup({
    pools,
    rules: Array.from({ length: rules }, (_, i) => ruleOf(i, shift)),
    catchAll: { kind: "offerPool", poolId: "pool0", meetingTypeId: "intro" },
  });
  const intro = { id: "intro", name: "Intro", durationMinutes: 30, slotIntervalMinutes: 30, minimumNoticeMinutes: 60 };
  const rest = { bufferBeforeMinutes: 0, bufferAfterMinutes: 0, offsetStartMinutes: 0, meetingLimits: {}, minuteLimits: {} };
  return {
    ...made,
    meetingTypes: [{ ...intro, ...rest, horizon: { kind: "days", days: 14 }, location: { kind: "phone" } }],
  };
}

function* pastLeads(): Generator<PastLead> {
  const away = new Map();
  for (let i = 0; i < leads; i++) {
    const { verdict: _, ...subject } = someSubject(
      {
        email: `person${i}@company${i % 5_000}.example`,
        country: countries[i % countries.length] ?? "DE",
        companySize: (i * 7919) % 2_100,
        jobTitle: `Head of role ${i % 1_500} and more`,
      },
      { now: instant(Date.UTC(2026, 0, 1) + i * 60_000) },
    );
    yield { key: `lead${i}`, subject, away };
  }
}

/** A backtest of 100,000 leads over 1,000 rules, both versions and both reports, in seconds. */
export async function benchBacktest(): Promise<BenchRow[]> {
  const start = performance.now();
  const backtest = openBacktest(setupOf(0), setupOf(1));
  backtest.take(pastLeads());
  const report = backtest.report();
  const replayed = performance.now();
  const bytes = tellReport(report).length + reportHtml(report, { title: "Bench", madeAt: "" }).length;
  const told = performance.now();
  if (report.leads !== leads || report.changes.length === 0 || bytes === 0) throw new Error("the bench must change something");
  return [
    { name: "backtest: 100,000 leads, 1,000 rules, two versions", value: (replayed - start) / 1_000, unit: "s", limit: 10 },
    { name: `backtest: both reports of ${report.changes.length} changed leads`, value: (told - replayed) / 1_000, unit: "s" },
  ];
}
