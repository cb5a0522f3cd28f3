import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../db/open-store.ts";
import type { BookingAnswer } from "../../server/contract/public.ts";
import { instant } from "../../server/core/time.ts";
import { startPostgres, type TestPostgres } from "../support/postgres.ts";
import { bookingOf, fiveReps, postTo, submitTo } from "../support/race-for-one-time.ts";
import { temporaryFolder } from "../support/run-server.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";

const minuteMs = 60_000;
const ladder = `
ladders:
  - id: inbound
    pools: [sales]
    clock: always
    offered: [{ afterMinutes: 20, do: remind }, { afterMinutes: 60, do: reassign }]
`;

/** What is loaded before a server: its clock is wrong by what `skew` says, in milliseconds. */
const withClock = (skew: string) => {
  const wrong = `const d=Date,n=Date.now,s=()=>${skew};globalThis.Date=class extends d{constructor(...a){a.length?super(...a):super(n()+s())}static now(){return n()+s()}}`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(wrong)}` };
};

let postgres: TestPostgres;
let folder: ReturnType<typeof temporaryFolder>;
let servers: readonly ServerProcess[] = [];
beforeAll(async () => {
  [postgres, folder] = [await startPostgres(), temporaryFolder("clocks")];
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await postgres.stop();
  folder.remove();
});

test("fault 16: two servers, one two hours ahead and one whose clock jumps each second, keep the time of their database", async () => {
  const setupFile = join(folder.path, "setup.yaml");
  writeFileSync(setupFile, fiveReps + ladder);
  const url = await postgres.createDatabase();
  const env = { HANDRAISE_DATABASE_URL: url, HANDRAISE_SECRET: "c".repeat(43) };
  await promisify(execFile)(process.execPath, ["server/cli.ts", "apply", setupFile], {
    env: { PATH: process.env.PATH ?? "", ...env },
  });
  const ahead = withClock("7200000");
  const jumping = withClock("(Math.floor(performance.now()/1000)%2?1:-1)*7200000");
  servers = await Promise.all([ahead, jumping].map((clock) => startServerProcess({ ...env, ...clock })));

  const begun = Date.now();
  const trials = 24;
  for (let n = 0; n < trials; n += 1) {
    const [here = "", there = ""] = (n % 2 === 0 ? servers : servers.toReversed()).map(({ origin }) => origin);
    const offered = await submitTo(here, { email: `person@firm${n}.example` });
    // What one server offered, signed with its time, the other one books.
    const booked = await postTo<BookingAnswer>(there, "/v1/bookings", bookingOf(offered.answer, n % 3));
    expect(booked.answer.outcome).toMatch(/^(booked|taken)$/);
  }
  const store = await openStore(url);
  const counts = async () => {
    const { ready, leased, dead } = await store.read.jobs.counts();
    return { ready, leased, dead };
  };
  await expect.poll(counts, { interval: 50, timeout: 20_000 }).toEqual({ ready: 0, leased: 0, dead: 0 });

  const leads = await store.read.leads.list({ limit: 100 });
  const bookings = await store.read.bookings.listActive(instant(0));
  const mails = (await store.read.messages.list(500)).map(({ id }) => id);
  expect(leads).toHaveLength(trials);
  for (const { createdAt } of [...leads, ...bookings]) {
    expect(createdAt).toBeGreaterThan(begun - 1_000);
    expect(createdAt).toBeLessThan(Date.now() + 1_000);
  }
  // Nobody was reminded or replaced before the time, and each mail went once.
  expect(leads.map(({ rung }) => rung)).toEqual(leads.map(() => 0));
  for (const { dueAt } of leads.filter(({ state }) => state === "offered")) {
    expect(dueAt).toBeGreaterThan(begun);
    expect(dueAt).toBeLessThan(Date.now() + 21 * minuteMs);
  }
  expect(new Set(mails).size).toBe(mails.length);
  expect(mails.filter((id) => !id.endsWith("visitor") && !id.endsWith("rep"))).toEqual([]);
  await store.close();
  console.info(
    `fault 16, two servers: ${trials} leads, ${bookings.length} meetings and ${mails.length} mails with clocks wrong by two hours; every time right, nothing early or twice`,
  );
});
