import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { childEnvironment } from "../support/child-environment.ts";
import type { FakeFault, FakeRoute } from "../support/fake-google/faults.ts";
import { type FakeGoogle, startFakeGoogle } from "../support/fake-google/start-fake-google.ts";
import { temporaryFolder } from "../support/run-server.ts";

const home = "anna@acme.example";
let google: FakeGoogle;
let folder: ReturnType<typeof temporaryFolder>;
const children: ChildProcess[] = [];
beforeEach(async () => {
  google = await startFakeGoogle({ people: [home] });
  folder = temporaryFolder("killed");
  writeFileSync(`${folder.path}/key.json`, google.keyJson);
});
afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  await google.stop();
  folder.remove();
});

async function start(file: string, role: "first" | "next"): Promise<ChildProcess> {
  const args = [`file:${folder.path}/${file}.db`, google.endpoints.googleApi, `${folder.path}/key.json`, role];
  const child = fork("test/faults/booking-child.ts", args, {
    env: childEnvironment,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  await once(child, "message");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function ask(child: ChildProcess, message: object): Promise<unknown> {
  child.send(message);
  const [answer] = await once(child, "message");
  return answer;
}

const asked = (route: FakeRoute) => google.calls.filter((call) => call.route === route).length;
const events = () =>
  google
    .calendar(home)
    .all()
    .filter(({ status }) => status !== "cancelled");

/** Where the server is when the power goes; the fault holds it there. */
const steps: readonly {
  readonly name: string;
  readonly hold: readonly [FakeRoute, FakeFault] | null;
  /** True once it is there. */
  readonly isThere: (before: { readonly reads: number; readonly inserts: number }) => boolean;
}[] = [
  {
    name: "while the rep's calendar is read, before anything is written",
    hold: ["freebusy.query", { delayMs: "never" }],
    isThere: ({ reads }) => asked("freebusy.query") > reads,
  },
  { name: "as soon as the visitor has the answer", hold: null, isThere: () => true },
  {
    name: "before the calendar has made the event",
    hold: ["events.insert", { delayMs: "never", status: 503 }],
    isThere: ({ inserts }) => asked("events.insert") > inserts,
  },
  {
    name: "after the calendar has made the event, and before it said so",
    hold: ["events.insert", { delayMs: "never", status: 504, commit: true }],
    isThere: ({ inserts }) => asked("events.insert") > inserts && events().length > 0,
  },
];

test.each(steps)("fault 2: kill -9 $name: one event, one booking, one confirmation", async ({ name, hold, isThere }) => {
  const trials = 2;
  for (let trial = 0; trial < trials; trial += 1) {
    google.clear();
    const first = await start(`trial-${trial}`, "first");
    const answer = await ask(first, { do: "submit" });
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
    const before = { reads: asked("freebusy.query"), inserts: asked("events.insert") };
    if (hold) google.fail(...hold);
    first.send({ do: "book", answer });
    if (!hold) await once(first, "message");
    await expect.poll(() => isThere(before), { interval: 5, timeout: 15_000 }).toBe(true);
    await kill(first);
    google.mend();

    const next = await start(`trial-${trial}`, "next");
    // The visitor, who may have heard nothing, presses once more.
    expect(await ask(next, { do: "book", answer })).toMatchObject({ outcome: "booked" });
    const state = () => ask(next, { do: "tell" });
    await expect
      .poll(state, { interval: 100, timeout: 20_000 })
      .toEqual({ bookings: ["anna confirmed"], visitorMails: 1, unfinished: 0 });
    expect(events()).toHaveLength(1);
    await kill(next);
  }
  console.info(`fault 2: ${trials} times kill -9 ${name}: one event, one booking, one confirmation`);
});
