import { setTimeout as pause } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BookingAnswer, ErrorAnswer, SubmissionAnswer } from "../../server/contract/public.ts";
import { type CommandLine, openCommandLine } from "../support/command-line.ts";
import { bookingOf, fiveReps, postTo, submitTo } from "../support/race-for-one-time.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { submissionOf } from "../support/test-world.ts";

let cli: CommandLine;
let server: ServerProcess;
beforeEach(async () => {
  cli = openCommandLine({ HANDRAISE_SECRET: "p".repeat(43) });
  await cli.run(["apply", "-"], { input: fiveReps });
  server = await startServerProcess(cli.env);
});
afterEach(async () => {
  await server.stop();
  cli.remove();
});

/** Another program that writes to the database for so long. */
async function lockedFor<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const other = new Database(cli.path("data/handraise.db"));
  other.exec("BEGIN IMMEDIATE");
  const released = pause(ms).then(() => {
    other.exec("ROLLBACK");
    other.close();
  });
  const [value] = await Promise.all([work(), released]);
  return value;
}

function countLeads(): unknown {
  const database = new Database(cli.path("data/handraise.db"), { readonly: true });
  const count = database.prepare("select count(*) from leads").pluck().get();
  database.close();
  return count;
}

const unavailable = { status: 503, retryAfter: "1", answer: { error: { code: "store_unavailable" } } };

test("a database that another program locks for three seconds is waited for, and everybody is answered", async () => {
  const askedAt = performance.now();
  const replies = await lockedFor(3_000, () =>
    Promise.all(Array.from({ length: 20 }, (_, n) => submitTo(server.origin, { email: `ada@firm${n}.example` }))),
  );
  expect(performance.now() - askedAt).toBeGreaterThan(2_900);
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 200));
  expect(countLeads()).toBe(20);
});

test("one that stays locked is told honestly, keeps nothing half, and the same requests again succeed", async () => {
  const early = await submitTo(server.origin, { email: "early@firm.example" });
  const wish = bookingOf(early.answer, 0);
  const forms = Array.from({ length: 5 }, (_, n) => submissionOf({ email: `ada@firm${n}.example` }));
  const submitAll = () =>
    Promise.all(forms.map((form) => postTo<SubmissionAnswer | ErrorAnswer>(server.origin, "/v1/submissions", form)));
  const book = () => postTo<BookingAnswer | ErrorAnswer>(server.origin, "/v1/bookings", wish);

  const [refused, unbooked, ready] = await lockedFor(9_000, async () => {
    const working = Promise.all([submitAll(), book()]);
    const readiness = await fetch(`${server.origin}/readyz`);
    return [...(await working), readiness.status] as const;
  });
  for (const reply of [...refused, unbooked]) expect(reply).toMatchObject(unavailable);
  expect(ready).toBe(503);
  expect(countLeads()).toBe(1);

  const accepted = await submitAll();
  expect(accepted.map(({ status }) => status)).toEqual(forms.map(() => 200));
  expect((await book()).answer).toMatchObject({ outcome: "booked" });
  expect(countLeads()).toBe(1 + forms.length);
  await expect.poll(async () => (await fetch(`${server.origin}/readyz`)).status, { timeout: 10_000 }).toBe(200);
});
