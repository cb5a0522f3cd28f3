import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../db/open-store.ts";
import type { Store } from "../../db/store.ts";
import type { BookingAnswer, SubmissionAnswer } from "../../server/contract/public.ts";
import { instant } from "../../server/core/time.ts";
import { childEnvironment } from "../support/child-environment.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { bookingOf, fiveReps, minutesOf, postTo, raceForOneTime } from "../support/race-for-one-time.ts";
import { startServerProcess } from "../support/server-process.ts";
import { submissionOf } from "../support/test-world.ts";

const clients = 200;
const reps = ["rep1", "rep2", "rep3", "rep4", "rep5"];

let folder: string;
let setupFile: string;
let postgres: TestPostgres;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "handraise-race-"));
  setupFile = join(folder, "setup.yaml");
  writeFileSync(setupFile, fiveReps);
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

const engines = [
  { engine: "SQLite, one process", processes: 1, database: async () => `file:${join(folder, `${randomUUID()}.db`)}` },
  { engine: "SQLite, two processes", processes: 2, database: async () => `file:${join(folder, `${randomUUID()}.db`)}` },
  { engine: "Postgres, two processes", processes: 2, database: () => postgres.createDatabase() },
];

interface Running {
  readonly origins: readonly string[];
  /** Ends the servers and gives the store that they left. */
  finish(): Promise<Store>;
}

async function startServers(processes: number, url: string): Promise<Running> {
  const env = { HANDRAISE_DATABASE_URL: url, HANDRAISE_SECRET: "r".repeat(43) };
  await promisify(execFile)(process.execPath, ["server/cli.ts", "apply", setupFile], {
    env: { ...childEnvironment, ...env },
  });
  const servers = await Promise.all(Array.from({ length: processes }, () => startServerProcess(env)));
  return {
    origins: servers.map((server) => server.origin),
    async finish() {
      expect(await Promise.all(servers.map((server) => server.stop()))).toEqual(servers.map(() => 0));
      return openStore(url);
    },
  };
}

describe.each(engines)("$engine", ({ engine, processes, database }) => {
  test("fault 11: 200 clients want one time of five reps: five have it, the others see fresh times, the turns are exact", async () => {
    const running = await startServers(processes, await database());
    const { offers, answers, minute } = await raceForOneTime(running.origins, clients);
    expect(new Set([...offers, ...answers].map(({ status }) => status))).toEqual(new Set([200]));
    const taken = answers.flatMap(({ answer }) => (answer.outcome === "taken" ? [minutesOf(answer.offer.times)] : []));
    expect(answers.filter(({ answer }) => answer.outcome === "booked")).toHaveLength(reps.length);
    expect(taken).toHaveLength(clients - reps.length);
    expect(taken.filter((minutes) => minutes.length === 0 || minutes.includes(minute)).length).toBe(0);

    const store = await running.finish();
    const booked = await store.read.bookings.listActive(instant(0));
    expect(booked.map((booking) => booking.repId).toSorted()).toEqual(reps);
    const ledger = await store.read.ledger.after("sales", 0);
    expect(ledger.map((entry) => entry.seq)).toEqual(ledger.map((_, index) => index + 1));
    const offered = ledger.filter((entry) => entry.kind === "offered");
    const shares = reps.map((id) => offered.filter((entry) => entry.repId === id).length);
    expect(shares).toEqual(reps.map(() => clients / reps.length));
    expect(ledger.reduce((sum, entry) => sum + entry.turns, 0)).toBe(clients);
    await store.close();
    console.info(`fault 11, ${engine}: ${clients} clients, ${booked.length} booked, ${taken.length} shown fresh times, no 5xx`);
  });

  test("one form sent twenty times at once is one lead, and one offer pressed twenty times is one meeting", async () => {
    const running = await startServers(processes, await database());
    const everyTime = Array.from({ length: 20 }, (_, n) => running.origins[n % processes] ?? "");
    const submission = submissionOf({ email: "vera@firm.example" });
    const submitted = await Promise.all(
      everyTime.map((origin) => postTo<SubmissionAnswer>(origin, "/v1/submissions", submission)),
    );
    expect(new Set(submitted.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(submitted.map(({ answer }) => answer.leadId)).size).toBe(1);

    const [first] = submitted;
    const wish = bookingOf(first?.answer, 2);
    const booked = await Promise.all(everyTime.map((origin) => postTo<BookingAnswer>(origin, "/v1/bookings", wish)));
    expect(new Set(booked.map(({ status, answer }) => `${status} ${answer.outcome}`))).toEqual(new Set(["200 booked"]));

    const store = await running.finish();
    expect(await store.read.leads.list({ limit: 10 })).toHaveLength(1);
    expect(await store.read.bookings.listActive(instant(0))).toHaveLength(1);
    expect(await store.read.ledger.after("sales", 0)).toHaveLength(1);
    await store.close();
  });
});
