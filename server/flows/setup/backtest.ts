import type { LeadRow } from "../../../db/store/leads.ts";
import { openBacktest } from "../../core/backtest/open-backtest.ts";
import { pastAway } from "../../core/backtest/past-away.ts";
import type { BacktestReport } from "../../core/backtest/report.ts";
import type { PastLead } from "../../core/backtest/simulation.ts";
import type { SetupVersionId } from "../../core/id.ts";
import type { Submission } from "../../core/lead/lead.ts";
import { readLead } from "../../core/lead/read-lead.ts";
import { matchLead } from "../../core/match/match-lead.ts";
import { defaultMatchOptions } from "../../core/match/match-options.ts";
import { subjectOf } from "../../core/route/subject.ts";
import type { Setup } from "../../core/setup.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** Two versions to compare: the one that leads went by, and the one that is tried. */
export interface Compared {
  readonly before: Setup;
  readonly after: Setup;
}

const pageSize = 500;
const leadsBetweenTurns = 200;
const dayMs = 86_400_000;

/** The leads of the last days, the oldest first; of more than `limit` the newest. */
async function leadsSince(world: World, since: Instant, limit: number): Promise<readonly LeadRow[]> {
  const found: LeadRow[] = [];
  for (let last: LeadRow | undefined; found.length < limit; last = found.at(-1)) {
    const page = await world.store.read.leads.list({ limit: pageSize, ...(last === undefined ? {} : { before: last }) });
    const recent = page.filter(({ createdAt }) => createdAt >= since);
    found.push(...recent);
    if (recent.length < pageSize) break;
  }
  return found.slice(0, limit).toReversed();
}

/** Versions that decided, each read once. */
function openVersions(world: World) {
  const known = new Map<SetupVersionId, Promise<Setup | undefined>>();
  return (id: SetupVersionId): Promise<Setup | undefined> => {
    const before = known.get(id) ?? world.store.read.setups.find(id).then((row) => row?.setup);
    known.set(id, before);
    return before;
  };
}

/** What a draft would have done with the leads of the last `days`, as they were matched and whoever was away then. Writes nothing. */
export async function backtestPast(
  world: World,
  { before, after }: Compared,
  { days, limit }: { readonly days: number; readonly limit: number },
): Promise<BacktestReport> {
  const leads = await leadsSince(world, instant(world.now() - days * dayMs), limit);
  const backtest = openBacktest(before, after);
  const versionOf = openVersions(world);
  for (const [i, { id }] of leads.entries()) {
    // A database in the process answers without a turn of the loop, and visitors wait for one.
    if (i % leadsBetweenTurns === leadsBetweenTurns - 1) await world.pause(0);
    const row = await world.store.read.decisions.findByLead(id);
    if (row === null) continue;
    const { verdict: _, ...subject } = subjectOf(row.decision);
    backtest.take([{ key: id, subject, away: pastAway(row.decision.route, await versionOf(row.decision.setupVersionId)) }]);
  }
  return backtest.report();
}

/** The same for leads of a file, matched to the accounts of now; every rep counts as free. */
export function backtestLeads(world: World, { before, after }: Compared, submissions: Iterable<Submission>): BacktestReport {
  const backtest = openBacktest(before, after);
  const matching = { ...defaultMatchOptions, ...after.matching };
  const away = new Map();
  const past = (submission: Submission): PastLead => {
    const lead = readLead(submission);
    const match = matchLead(lead, world.state.accounts, matching);
    return { key: submission.id, subject: { lead, match, now: submission.receivedAt }, away };
  };
  for (const submission of submissions) backtest.take([past(submission)]);
  return backtest.report();
}
