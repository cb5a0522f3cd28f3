import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { openSqliteStore } from "../../db/sqlite.ts";
import type { Store } from "../../db/store.ts";
import { newTimedId } from "../../server/core/id.ts";
import { instant } from "../../server/core/time.ts";
import { aDecision, aLead, aSubmission, unique } from "../contract/store/samples.ts";
import type { BenchRow } from "./row.ts";

const writers = 32;
const roundUnits = 1_280;
const rounds = 9;

/** What one submission writes, under ids as pages and servers make them: the raw body, then lead, decision and the mark that it was decided. */
function aUnit() {
  const now = instant(Date.now());
  const id = `${now.toString(36)}${unique()}`;
  const person = { email: `${id}@${id}.example`, emailDomain: `${id}.example` };
  const lead = aLead({ id: newTimedId("lead", randomBytes, now), submissionId: id, createdAt: now, ...person });
  const decision = aDecision({ id: newTimedId("dec", randomBytes, now), leadId: lead.id, decidedAt: now });
  return { submission: aSubmission(id), lead, decision, answer: JSON.stringify(decision.route) };
}

type UnitOfBench = ReturnType<typeof aUnit>;

const writeUnit = (store: Store, { submission, lead, decision, answer }: UnitOfBench): Promise<void> =>
  store.write(async (repos) => {
    await repos.submissions.capture(submission);
    await repos.leads.insert(lead);
    await repos.decisions.insert({ decision, answer });
    await repos.submissions.markDecided(submission.id, 0, lead.id);
  });

interface Round {
  readonly unitsPerSecond: number;
  readonly cpuMicros: number;
}

async function measure(units: number, run: () => Promise<void>): Promise<Round> {
  const cpu = process.threadCpuUsage();
  const startedAt = performance.now();
  await run();
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.threadCpuUsage(cpu);
  return { unitsPerSecond: units / seconds, cpuMicros: (user + system) / units };
}

/** Thirty-two writers, each of which starts its next unit when the last one was acknowledged. */
async function through(store: Store, units: readonly UnitOfBench[]): Promise<void> {
  const left = units[Symbol.iterator]();
  const writer = async () => {
    for (const unit of left) await writeUnit(store, unit);
  };
  await Promise.all(Array.from({ length: writers }, writer));
}

/** The same statements by hand, 32 units a commit: what is left when there is no store at all. */
function rawWriter(file: string): (units: readonly UnitOfBench[]) => void {
  const db = new Database(file);
  db.pragma("synchronous = FULL");
  db.pragma("wal_autocheckpoint = 0");
  const capture = db.prepare(
    "insert into submissions (id, revision, received_at, body, content_type, origin, state) values (?, 0, ?, ?, ?, ?, 'captured')",
  );
  const lead = db.prepare(
    "insert into leads (id, submission_id, created_at, email, email_domain, outcome) values (?, ?, ?, ?, ?, ?)",
  );
  const decision = db.prepare("insert into decisions (id, lead_id, decided_at, decision, answer) values (?, ?, ?, ?, ?)");
  const decide = db.prepare("update submissions set state = 'decided', lead_id = ? where id = ? and revision = 0");
  const commit = db.transaction((units: readonly UnitOfBench[]) => {
    for (const u of units) {
      const { id, receivedAt, body, contentType, origin } = u.submission;
      capture.run(id, receivedAt, Buffer.from(body), contentType, origin);
      lead.run(u.lead.id, u.lead.submissionId, u.lead.createdAt, u.lead.email, u.lead.emailDomain, u.lead.outcome);
      decision.run(u.decision.id, u.decision.leadId, u.decision.decidedAt, JSON.stringify(u.decision), u.answer);
      decide.run(u.lead.id, id);
    }
  });
  return (units) => {
    for (let i = 0; i < units.length; i += writers) commit.immediate(units.slice(i, i + writers));
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Durable writes on SQLite at FULL: rounds of each variant in turn, medians of the rounds and of their ratios. */
export async function benchStore(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "handraise-bench-"));
  const grouped = await openSqliteStore({ file: path.join(folder, "grouped.db") });
  const single = await openSqliteStore({ file: path.join(folder, "single.db"), groupSize: 1 });
  const rawFile = path.join(folder, "raw.db");
  await (await openSqliteStore({ file: rawFile })).close();
  const raw = rawWriter(rawFile);
  const results: { grouped: Round; single: Round; raw: Round }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const units = () => Array.from({ length: roundUnits }, aUnit);
    const [a, b, c] = [units(), units(), units()];
    const result = {
      grouped: await measure(roundUnits, () => through(grouped, a)),
      single: await measure(roundUnits, () => through(single, b)),
      raw: await measure(roundUnits, async () => raw(c)),
    };
    // The first round compiles.
    if (round > 0) results.push(result);
  }
  await Promise.all([grouped.close(), single.close()]);
  rmSync(folder, { recursive: true });
  const of = (pick: (round: (typeof results)[number]) => number): number => median(results.map(pick));
  return [
    { name: "store: units/s, 32 writers, group commit", value: of((r) => r.grouped.unitsPerSecond), unit: "1/s" },
    { name: "store: units/s, 32 writers, a commit each", value: of((r) => r.single.unitsPerSecond), unit: "1/s" },
    {
      name: "store: time of a unit, 32 writers, group commit",
      value: of((r) => r.single.unitsPerSecond / r.grouped.unitsPerSecond),
      unit: "×",
      limit: 0.25,
      ratioOf: "a commit each",
    },
    { name: "store: CPU of the main thread a unit, group commit", value: of((r) => r.grouped.cpuMicros), unit: "µs" },
    { name: "store: CPU of the main thread a unit, a commit each", value: of((r) => r.single.cpuMicros), unit: "µs" },
    { name: "store: CPU of the main thread a unit, statements by hand", value: of((r) => r.raw.cpuMicros), unit: "µs" },
    {
      name: "store: CPU of the main thread",
      value: of((r) => r.grouped.cpuMicros / r.raw.cpuMicros),
      unit: "×",
      ratioOf: "the same statements by hand, 32 a commit",
    },
  ];
}
