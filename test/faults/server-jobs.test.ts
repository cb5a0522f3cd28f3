import { fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Calendar, CalendarEvent } from "../../server/core/ports/calendar.ts";
import type { Mail, Mailer } from "../../server/core/ports/mail.ts";
import { instant } from "../../server/core/time.ts";
import { mostAttempts } from "../../server/jobs/backoff.ts";
import { jobKinds } from "../../server/jobs/kinds.ts";
import { childEnvironment } from "../support/child-environment.ts";
import { temporaryFolder } from "../support/run-server.ts";
import { openTestWorld, smallSetup, type TestWorld, type TestWorldOptions } from "../support/test-world.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder("jobs");
});
afterEach(() => folder.remove());

const databaseUrl = () => `file:${folder.path}/handraise.db`;
const nowReally = () => instant(Date.now());
const lead = { email: "vera@firm.example" };

/** A mailer that keeps what it was given, or does what `send` says first. */
function keepingMailer(send: (mail: Mail) => void = () => {}): Mailer & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    async send(mail) {
      send(mail);
      sent.push(mail.id);
      return { kind: "accepted" };
    },
    close: async () => undefined,
  };
}

async function openAndBook(options: TestWorldOptions): Promise<TestWorld> {
  const world = await openTestWorld({ setup: smallSetup.replace("days: 3", "days: 10"), ...options });
  const booked = await world.book(await world.submit(lead));
  expect(booked.outcome).toBe("booked");
  return world;
}

test("fault 22: a worker that is killed holding leases keeps its jobs from others only until the leases end", async () => {
  const leaseMs = 3_000;
  const booking = await openAndBook({ databaseUrl: databaseUrl(), overrides: { now: nowReally } });
  await booking.close();

  const worker = fork("test/faults/job-worker-child.ts", [databaseUrl(), String(leaseMs)], {
    env: childEnvironment,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const begun = new Set<unknown>();
  const bothBegun = new Promise<void>((resolve) => {
    worker.on("message", (id) => {
      begun.add(id);
      if (begun.size === 2) resolve();
    });
  });
  await bothBegun;
  worker.kill("SIGKILL");
  await once(worker, "exit");

  const mailer = keepingMailer();
  const next = await openTestWorld({
    databaseUrl: databaseUrl(),
    setup: null,
    overrides: { now: nowReally, mailer },
    started: true,
  });
  const counts = () => next.context.world.store.read.jobs.counts();
  expect((await counts()).leased).toBeGreaterThanOrEqual(begun.size);
  await expect.poll(counts, { interval: 20, timeout: leaseMs + 5_000 }).toMatchObject({ ready: 0, leased: 0, dead: 0 });
  expect(new Set(mailer.sent)).toEqual(begun);
  expect(mailer.sent).toHaveLength(2);
  console.info(
    `fault 22: a worker killed with ${begun.size} leases of ${leaseMs} ms; each job was run again within 5 s of their end`,
  );
  await next.close();
});

describe("a job that always throws", () => {
  test("ends among the dead, where it is seen, and keeps nothing else from being done", async () => {
    let now = instant(Date.parse("2026-06-15T06:00:00Z"));
    const mailer = keepingMailer(({ to }) => {
      if (to.email === lead.email) throw new Error("poison");
    });
    const world = await openAndBook({ overrides: { now: () => now, mailer } });
    world.context.jobs.start();
    await world.context.jobs.drain();
    expect(mailer.sent).toHaveLength(1);

    for (let attempt = 1; attempt < mostAttempts + 5; attempt++) {
      now = instant(now + 3_600_000);
      await world.context.jobs.drain();
    }
    const { jobs } = world.context.world.store.read;
    expect(await jobs.counts()).toEqual({ ready: 0, leased: 0, done: 2, dead: 1 });
    expect(await jobs.listDead(5)).toMatchObject([{ kind: "send_mail", attempts: mostAttempts, lastError: "poison" }]);
    expect(await world.context.metrics.text()).toMatch(/handraise_jobs\{state="dead"\} 1/);
    await world.close();
  });
});

describe("a job that is run twice", () => {
  /** A calendar that takes every event, once for each uid, and tells how often it was asked. */
  function memoryCalendar() {
    const events = new Map<string, CalendarEvent>();
    let writes = 0;
    const put = async (event: CalendarEvent) => {
      writes += 1;
      events.set(event.uid, event);
      return { ok: true as const, value: { url: `memory:${event.uid}` } };
    };
    const calendar: Calendar = {
      busy: async () => ({ ok: true, value: [] }),
      create: put,
      update: (_ref, event) => put(event),
      cancel: async (_ref, uid) => {
        events.delete(uid);
        return { ok: true, value: null };
      },
    };
    const calendars = {
      open: () => calendar,
      isLocal: () => true,
      openAccount: () => calendar,
      addressProblem: async () => null,
    };
    return { calendars, events, writes: () => writes };
  }

  test("makes one event and one mail for each person, whatever the first run had done already", async () => {
    const mailer = keepingMailer();
    const { calendars, events, writes } = memoryCalendar();
    const world = await openAndBook({ overrides: { mailer, calendars } });
    const { store } = world.context.world;
    const now = world.context.world.now();
    const jobs = await store.write((repos) => repos.jobs.claim("here", now, instant(now + 60_000), 10));
    expect(jobs.map(({ kind }) => kind).toSorted()).toEqual(["send_mail", "send_mail", "write_event"]);
    for (const job of [...jobs, ...jobs])
      expect(await jobKinds[job.kind]?.(world.context.world, job.payload, 1)).toEqual({ kind: "done" });

    expect([writes(), events.size]).toEqual([2, 1]);
    expect(mailer.sent).toHaveLength(4);
    expect(new Set(mailer.sent).size).toBe(2);
    await world.close();
  });

  test("puts one message of each mail into the outbox", async () => {
    const world = await openAndBook({});
    const { store, now } = world.context.world;
    const jobs = await store.write((repos) => repos.jobs.claim("here", now(), instant(now() + 60_000), 10));
    for (const job of [...jobs, ...jobs]) await jobKinds[job.kind]?.(world.context.world, job.payload, 1);
    expect(await store.read.messages.list(10)).toHaveLength(2);
    await world.close();
  });
});
