import { afterEach, describe, expect, test } from "vitest";
import { listCalendars } from "../../server/flows/calendars/list-calendars.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { type FollowedWorld, openFollowed } from "../support/followed-world.ts";
import { temporaryFolder } from "../support/run-server.ts";
import { mondayMorning } from "../support/test-world.ts";

const hour = 3_600_000;
const day = 24 * hour;
const from = mondayMorning + day;
const to = mondayMorning + 10 * day;
const providers = ["google", "microsoft"] as const;
const lead = (n: number) => ({ email: `someone@firm${n}.example` });

let followed: FollowedWorld;
afterEach(() => followed.close());

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = (seed + 1) * 2_654_435_761;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One thing that a person does to a calendar. */
function change(random: (below: number) => number): void {
  const { vendor } = followed;
  const startAt = from + random(8 * 24) * hour;
  const ids = vendor.ids();
  const id = ids[random(Math.max(1, ids.length))];
  const what = random(3);
  if (id === undefined || what === 0) vendor.add(startAt, startAt + hour / 2);
  else if (what === 1) vendor.move(id, startAt, startAt + hour);
  else vendor.remove(id);
}

const begin = () => syncCalendars(followed.world.context.world, ["anna"]);
const expectTruth = () => expect(followed.known(from, to)).toEqual(followed.vendor.truth(from, to));

describe.each(providers)("%s", (provider) => {
  test("a change that the provider tells is seen at the next look, and asked for once", async () => {
    followed = await openFollowed({ provider });
    await begin();
    expect(followed.vendor.watches()).toBe(1);
    let trials = 0;
    const random = numbers(1);
    for (; trials < 30; trials += 1) {
      change(random);
      await followed.settle();
      expectTruth();
    }
    const before = followed.vendor.asked();
    followed.pass(60_000);
    await followed.world.context.rounds.once();
    expect(followed.vendor.asked()).toBe(before);
    console.info(`pushes, ${provider}: ${trials} changes, each seen; no question in the quiet minute after`);
  });

  test("fault 6: the sync token is forgotten in between, and everything is read again", async () => {
    followed = await openFollowed({ provider });
    await begin();
    const random = numbers(2);
    let forgotten = 0;
    for (let i = 0; i < 40; i += 1) {
      change(random);
      if (random(3) === 0) {
        followed.vendor.forget();
        forgotten += 1;
      }
      await followed.settle();
      expectTruth();
    }
    console.info(`fault 6, ${provider}: 40 changes, the place forgotten ${forgotten} times, the truth after each`);
  });

  test("fault 7: of pushes some are lost, doubled, late and in another order; within the poll interval the truth is known", async () => {
    followed = await openFollowed({ provider });
    await begin();
    const { line } = followed.vendor;
    const random = numbers(3);
    line.fate = () => (["dropped", "twice", "held"] as const)[random(10)] ?? "sent";
    for (let i = 0; i < 200; i += 1) {
      change(random);
      if (i % 20 === 19) line.release();
      if (i % 7 === 6) await followed.settle();
    }
    line.release();
    await followed.settle();
    // Half of what a watched calendar is believed.
    followed.pass(450_001);
    await followed.world.context.rounds.once();
    expectTruth();
    const { dropped, twice, held } = line.counts;
    expect(Math.min(dropped, twice, held)).toBeGreaterThan(5);
    console.info(
      `fault 7, ${provider}: 200 changes, ${dropped} pushes lost, ${twice} doubled, ${held} late; the truth within 7.5 min`,
    );
  });

  test("fault 7: a provider that never calls, though it promised", async () => {
    followed = await openFollowed({ provider });
    await begin();
    followed.vendor.line.fate = () => "dropped";
    const random = numbers(4);
    for (let round = 0; round < 5; round += 1) {
      for (let i = 0; i < 10; i += 1) change(random);
      followed.pass(450_001);
      await followed.world.context.rounds.once();
      expectTruth();
    }
    console.info(`fault 7, ${provider}: 50 changes without a push, the truth at each of 5 polls`);
  });

  test("fault 8: watches end while the process is down; they are made anew at its start, and what was missed is read", async () => {
    const folder = temporaryFolder("followed");
    followed = await openFollowed({ provider, databaseUrl: `file:${folder.path}/h.db` });
    await begin();
    const random = numbers(5);
    const trials = 3;
    for (let i = 0; i < trials; i += 1) {
      for (let n = 0; n < 5; n += 1) change(random);
      await followed.settle();
      await followed.restart(() => {
        for (let n = 0; n < 5; n += 1) change(random);
        followed.pass(2 * hour + i * 4 * day);
      });
      // Before its first look at the calendar the new process believes nothing old.
      expect(followed.world.context.world.state.calendars.isFresh("anna", followed.now())).toBe(false);
      await followed.world.context.rounds.once();
      expect(followed.known(followed.now(), to)).toEqual(followed.vendor.truth(followed.now(), to));
      change(random);
      await followed.settle();
      expect(followed.known(followed.now(), to)).toEqual(followed.vendor.truth(followed.now(), to));
    }
    console.info(`fault 8, ${provider}: ${trials} restarts after hours and days, watches and truth back each time`);
    folder.remove();
  });

  test("watches are prolonged before they end, for weeks", async () => {
    followed = await openFollowed({ provider });
    await begin();
    for (let passed = 0; passed < 21 * day; passed += 6 * hour) {
      followed.pass(6 * hour);
      await followed.world.context.rounds.once();
      expect(followed.vendor.watches()).toBe(1);
    }
    const later = followed.now() + day;
    followed.vendor.add(later, later + hour);
    await followed.settle();
    expect(followed.known(later, later + day)).toEqual(followed.vendor.truth(later, later + day));
  });

  test("fault 10: a watched calendar whose provider went silent is offered from what is known, at once", async () => {
    followed = await openFollowed({ provider, env: { HANDRAISE_CALENDAR_DEADLINE_MS: "5000" } });
    await begin();
    followed.google?.fail("freebusy.query", { delayMs: "never", times: 1_000 });
    followed.google?.fail("events.list", { delayMs: "never", times: 1_000 });
    for (const route of ["getSchedule", "calendarView", "delta"] as const)
      followed.graph?.faults.set(route, { ending: "silence" });
    followed.pass(10 * 60_000);
    const slow: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      const begun = performance.now();
      expect(await followed.world.submit(lead(i))).toMatchObject({ offer: { rep: { name: "Anna" } } });
      slow.push(performance.now() - begun);
    }
    expect(Math.max(...slow)).toBeLessThan(5_000);
    // How old it is can be seen.
    const [anna] = listCalendars(followed.world.context.world);
    expect(Date.parse(anna?.checkedAt ?? "")).toBe(followed.now() - 10 * 60_000);
    console.info(`fault 10, ${provider}: 20 leads from a reading of 10 minutes ago, in ≤ ${Math.ceil(Math.max(...slow))} ms`);
  });
});

describe("Graph's lifecycle", () => {
  test.each(["reauthorizationRequired", "subscriptionRemoved", "missed"] as const)(
    "fault 6: after %s the watch stands and the truth is known",
    async (event) => {
      followed = await openFollowed({ provider: "microsoft" });
      await begin();
      const random = numbers(7);
      const trials = 5;
      for (let i = 0; i < trials; i += 1) {
        followed.vendor.line.fate = () => "dropped";
        for (let n = 0; n < 5; n += 1) change(random);
        followed.vendor.line.fate = () => "sent";
        followed.graph?.subscriptions.lifecycle(event);
        await followed.settle();
        expectTruth();
        expect(followed.vendor.watches()).toBe(1);
      }
      console.info(`fault 6, Graph: ${trials} times ${event}, the watch and the truth after each`);
    },
  );
});

test("a call without the word that the provider was given is refused, and nothing is read for it", async () => {
  followed = await openFollowed({ provider: "google" });
  await begin();
  const before = followed.vendor.asked();
  const [channel] = followed.google?.channels.open.values() ?? [];
  const tokens = ["", "x", channel?.token.replace(/\..../, ".xxx") ?? "", `${"A".repeat(10)}.${"A".repeat(22)}`];
  for (const token of tokens) {
    const headers = { "x-goog-channel-token": token, "x-goog-resource-state": "exists" };
    expect((await followed.world.post("/hooks/google", "", headers)).status).toBe(404);
    const body = { value: [{ clientState: token, changeType: "updated" }] };
    expect((await followed.world.post("/hooks/microsoft", body)).status).toBe(404);
  }
  expect((await followed.world.post("/hooks/microsoft", "<xml/>")).status).toBe(404);
  await followed.settle();
  expect(followed.vendor.asked()).toBe(before);
});
