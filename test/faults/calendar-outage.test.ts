import { afterEach, describe, expect, test } from "vitest";
import { listCalendars } from "../../server/flows/calendars/list-calendars.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { listPools } from "../../server/flows/pools/view-pools.ts";
import { type FollowedWorld, openFollowed } from "../support/followed-world.ts";
import { mondayMorning } from "../support/test-world.ts";

const minute = 60_000;
const hour = 60 * minute;
const providers = ["google", "microsoft"] as const;
const lead = (n: number) => ({ email: `someone@firm${n}.example` });
const googleRoutes = ["freebusy.query", "events.list", "events.get", "events.watch"] as const;
const graphRoutes = ["getSchedule", "calendarView", "delta", "getEvent", "subscribe", "renew"] as const;

let followed: FollowedWorld;
afterEach(() => followed.close());

const begin = () => syncCalendars(followed.world.context.world, ["anna"]);
const reading = () => followed.world.context.world.state.calendars.reading("anna");
const offered = async (n: number) => (await followed.world.submit(lead(n))) as { offer?: { rep: { name: string } } };
const expectTruth = () =>
  expect(followed.known(followed.now(), mondayMorning + 9 * 24 * hour)).toEqual(
    followed.vendor.truth(followed.now(), mondayMorning + 9 * 24 * hour),
  );

/** Everything that is asked is answered like this, until it is mended. */
function breakVendor(status: 503 | 429 | 403, headers: Readonly<Record<string, string>> = {}): void {
  const after = headers["retry-after"];
  const reason = status === 403 ? { reason: "rateLimitExceeded", domain: "usageLimits" } : {};
  for (const route of googleRoutes)
    followed.google?.fail(route, { status, times: 10_000, ...reason, ...(after ? { retryAfter: after } : {}) });
  for (const route of graphRoutes) followed.graph?.faults.set(route, { status: status === 403 ? 429 : status, headers });
}

function mend(): void {
  followed.google?.mend();
  for (const route of graphRoutes) followed.graph?.faults.set(route, { times: 0 });
}

/** Rounds as the server makes them, for so long. */
async function live(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5_000) {
    followed.pass(5_000);
    await followed.world.context.rounds.once();
  }
}

describe.each(providers)("%s", (provider) => {
  test.each([503, 429, 403] as const)(
    "fault 4: a vendor that answers %i for half an hour is asked rarely, and known again soon after",
    async (status) => {
      followed = await openFollowed({ provider });
      await begin();
      breakVendor(status);
      const before = followed.vendor.asked();
      await live(30 * minute);
      const asked = followed.vendor.asked() - before;
      // Every five seconds it would have been 360.
      expect(asked).toBeLessThan(60);
      expect(asked).toBeGreaterThan(0);
      expect(await offered(1)).toMatchObject({ offer: { rep: { name: "Ben" } } });
      followed.vendor.add(mondayMorning + 30 * hour, mondayMorning + 31 * hour);
      mend();
      await live(6 * minute);
      expectTruth();
      expect(reading()?.failure).toBeUndefined();
      expect(await offered(2)).toMatchObject({ offer: { rep: { name: "Anna" } } });
      console.info(`fault 4, ${provider}: ${status} for 30 min: ${asked} questions; the truth within 6 min after`);
    },
  );

  test("fault 4: Retry-After is kept to the second", async () => {
    followed = await openFollowed({ provider });
    await begin();
    followed.pass(16 * minute);
    breakVendor(429, { "retry-after": "300" });
    await followed.world.context.rounds.once();
    const before = followed.vendor.asked();
    mend();
    await live(295_000);
    expect(followed.vendor.asked()).toBe(before);
    await live(3 * minute);
    expect(followed.vendor.asked()).toBeGreaterThan(before);
    expectTruth();
    console.info(`fault 4, ${provider}: Retry-After of 300 s: no question for 295 s, the truth within 3 min after`);
  });

  test("fault 5: a grant that is gone: out at once, one mail to the operator, and no storm", async () => {
    followed = await openFollowed({ provider, env: { HANDRAISE_OPERATOR_MAIL: "ops@acme.example" } });
    await begin();
    expect(await offered(0)).toMatchObject({ offer: { rep: { name: "Anna" } } });
    followed.google?.revoke("anna@acme.example");
    followed.google?.fail("token", { status: 401, reason: "unauthorized_client", times: 10_000 });
    if (followed.graph) followed.graph.app.clientSecret = "another by now";
    followed.graph?.revokeTokens();
    followed.pass(8 * minute);
    const before = followed.vendor.asked();
    await live(2 * hour);
    await followed.settle();
    const asked = followed.vendor.asked() - before;
    for (let i = 1; i <= 20; i += 1) expect(await offered(i)).toMatchObject({ offer: { rep: { name: "Ben" } } });
    expect(listCalendars(followed.world.context.world)).toMatchObject([{ repId: "anna", provider, state: "lost" }]);
    const [pool] = listPools(followed.world.context.world).pools;
    expect(pool?.summary).toBe("2 members, 1 bookable, 1 disconnected since Monday");
    const mails = (await followed.world.context.world.store.read.messages.list(100)).filter(
      ({ to }) => to === "ops@acme.example",
    );
    expect(mails.map(({ subject }) => subject)).toEqual(["Anna's calendar is disconnected: nobody can book this rep"]);
    // Each look is two questions at most: the second shows whether it was the token alone.
    expect(asked).toBeLessThan(60);
    console.info(`fault 5, ${provider}: two hours and 20 leads without a grant: ${asked} questions, one mail to the operator`);
  });

  test("fault 16: a clock that jumps two hours, on or back, leaves nothing old in use and nothing new unread", async () => {
    followed = await openFollowed({ provider });
    await begin();
    const { calendars } = followed.world.context.world.state;
    let trials = 0;
    for (const jump of [2 * hour, -2 * hour, -2 * hour, 2 * hour]) {
      followed.pass(jump);
      expect(calendars.isFresh("anna", followed.now())).toBe(false);
      followed.vendor.line.fate = () => "dropped";
      const at = mondayMorning + (30 + trials) * hour;
      followed.vendor.add(at, at + 15 * minute);
      await followed.world.context.rounds.once();
      expect(calendars.isFresh("anna", followed.now())).toBe(true);
      expectTruth();
      const kept = await followed.world.context.world.store.read.busy.find("anna");
      expect(kept?.checkedAt).toBe(followed.now());
      trials += 1;
    }
    console.info(`fault 16, ${provider}: ${trials} jumps of two hours, the truth in memory and on disk after each`);
  });
});
