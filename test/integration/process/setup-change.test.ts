import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import type { Repos, Store } from "../../../db/store.ts";
import { parseSetup } from "../../../server/adapters/setup-file/parse-setup.ts";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { instant } from "../../../server/core/time.ts";
import { applySetup } from "../../../server/flows/setup/apply-setup.ts";
import { bookingOf } from "../../support/race-for-one-time.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../../support/test-world.ts";

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld({ env: { HANDRAISE_ADMIN_TOKEN: "operator-token-0123456789abcdef" } });
});
afterEach(() => world.close());

async function apply(text: string): Promise<void> {
  const parsed = parseSetup(text);
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  await applySetup(world.context.world, { setup: parsed.setup, author: "test", note: "" });
}

const withoutAnna = smallSetup.replace(/\n.*id: anna.*/, "").replace("[anna, ben]", "[ben]");
const changes: readonly (readonly [string, string])[] = [
  ["the offered rep leaves", withoutAnna],
  ["the rep's pool goes", withoutAnna.replaceAll("sales", "growth")],
  ["the pool takes another name", smallSetup.replaceAll("sales", "growth")],
  ["the meeting type goes", smallSetup.replaceAll(/\bdemo\b/g, "intro")],
  [
    "everything goes",
    smallSetup
      .replaceAll(/anna|ben|olga/g, "carl$&")
      .replaceAll("sales", "growth")
      .replaceAll(/\bdemo\b/g, "intro"),
  ],
];

/** Every path that a page of the visitor may call, and what it answers. */
async function statuses(calls: Readonly<Record<string, object>>): Promise<readonly number[]> {
  const answers: number[] = [];
  for (const [path, body] of Object.entries(calls)) answers.push((await world.post(path, body)).status);
  return answers;
}

const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);
const nextDay = { start: "2026-06-16T08:00:00Z" };

describe.each(changes)("when %s", (_, changed) => {
  let offered: SubmissionAnswer;
  beforeEach(async () => {
    offered = await world.submit({ email: "vera@firm.example" });
    expect(offered).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
  });

  test("an offer that is open is booked, or told as gone, but is no fault of the server", async () => {
    const wish = bookingOf(offered, 0);
    await apply(changed);
    const told = await statuses({ "/v1/times": { token: wish.token }, "/v1/bookings": wish });
    expect(told.filter((status) => status >= 500)).toEqual([]);
    expect(await world.submit({ email: "next@firm.example" })).toHaveProperty("outcome");
  });

  test("a meeting that was promised can be seen with its rep, and cancelled", async () => {
    const booked = await world.book(offered);
    if (booked.outcome !== "booked") throw new TypeError(booked.outcome);
    const token = tokenOf(booked.manageUrl);
    await apply(changed);
    const seen = await world.post("/v1/bookings/view", { token });
    expect(await seen.json()).toMatchObject({
      booking: { status: "booked", rep: { name: "Anna" }, meetingType: { name: "Demo" } },
    });
    const moving = await statuses({ "/v1/bookings/times": { token }, "/v1/bookings/reschedule": { token, ...nextDay } });
    expect(moving).toEqual([200, 200]);
    const cancelled = await world.post("/v1/bookings/cancel", { token });
    expect(await cancelled.json()).toMatchObject({ booking: { status: "cancelled", rep: { name: "Anna" } } });
  });

  test("the mails of a meeting are sent, and the lead's receipt is told", async () => {
    await world.book(offered);
    await apply(changed);
    world.context.jobs.start();
    await world.context.jobs.drain();
    expect(await world.context.world.store.read.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 3, dead: 0 });
    expect(await world.context.world.store.read.messages.list(10)).toHaveLength(2);
    const headers = { authorization: "Bearer operator-token-0123456789abcdef" };
    expect((await world.app.request(`/v1/admin/leads/${offered.leadId}/receipt`, { headers })).status).toBe(200);
  });
});

describe("a setup that goes live between any two steps", () => {
  /** Every aggregate of the repositories is an object of methods and nothing else. */
  const methodOf = (target: object, name: PropertyKey) =>
    Reflect.get(target, name) as (this: object, ...args: readonly unknown[]) => Promise<unknown>;

  /** The store, with something done before one of its calls, counted over those of readers and of units. */
  function interruptible(store: Store) {
    let calls = 0;
    let plan = { before: -1, run: async (): Promise<void> => undefined };
    const stepping = <T extends object>(aggregate: T): T =>
      new Proxy(aggregate, {
        get:
          (target, name) =>
          async (...args: readonly unknown[]) => {
            if (calls++ === plan.before) await plan.run();
            return methodOf(target, name).call(target, ...args);
          },
      });
    const within = (repos: Repos): Repos => {
      const kept = new Map<PropertyKey, unknown>();
      const get = (target: Repos, name: PropertyKey) => {
        if (!kept.has(name)) kept.set(name, stepping(Reflect.get(target, name)));
        return kept.get(name);
      };
      return new Proxy(repos, { get });
    };
    const write: Store["write"] = (unit) => store.write((repos) => unit(within(repos)));
    return {
      store: { ...store, write, read: within(store.read) },
      /** True when a decision had as many calls. */
      async interrupt(before: number, run: () => Promise<void>, decide: () => Promise<void>): Promise<boolean> {
        calls = 0;
        plan = { before, run };
        await decide();
        plan.before = -1;
        return calls > before;
      },
    };
  }

  async function openInterruptible() {
    await world.close();
    const inner = await openStore(":memory:");
    const { store, interrupt } = interruptible(inner);
    world = await openTestWorld({ overrides: { store } });
    const flows = world.context.world;
    const follow = () => flows.state.reloadSetup(inner, flows.now());
    /** Written, as by another process; the memory of this one does not know it yet. */
    const write = async (text: string) => {
      const parsed = parseSetup(text);
      if (!parsed.ok) throw new TypeError("a setup");
      const writing = { ...flows, store: inner, state: { ...flows.state, reloadSetup: async () => undefined } };
      await applySetup(writing, { setup: parsed.setup, author: "test", note: "" });
    };
    return { store, interrupt, follow, write };
  }

  test.each(changes)(
    "of a decision is taken or left whole when %s: no request fails, no turn is lost or given twice",
    async (_, changed) => {
      const { store, interrupt, follow, write } = await openInterruptible();
      const texts = [changed, smallSetup] as const;
      let decided = 0;
      const submit = () => world.submit({ email: `ada@firm${++decided}.example` });
      await submit();

      let step = 0;
      for (let more = true; more; step++) {
        await write(texts[step % 2] ?? smallSetup);
        more = await interrupt(Math.floor(step / 2), follow, async () => expect(await submit()).toHaveProperty("outcome"));
        await follow();
        expect(await submit()).toHaveProperty("outcome");
      }
      expect(step).toBeGreaterThan(12);

      for (const poolId of ["sales", "growth"]) {
        const entries = await store.read.ledger.after(poolId, 0);
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
        const turns = Map.groupBy(
          entries.filter(({ turns: taken, leadId }) => taken !== 0 && leadId !== undefined),
          ({ leadId }) => leadId,
        );
        for (const [, taken] of turns) expect(taken).toHaveLength(1);
      }
      let without = 0;
      for (const lead of await store.read.leads.list({ limit: 500 })) {
        const { route, setupVersionId } = (await store.read.decisions.findByLead(lead.id))?.decision ?? never();
        const version = (await store.read.setups.find(setupVersionId))?.setup ?? never();
        expect(version.pools.map(({ id }) => id)).toContain(route.poolId);
        expect(version.reps.map(({ id }) => id)).toContain(route.repId);
        const own = (await store.read.ledger.after(route.poolId ?? "", 0)).filter(({ leadId }) => leadId === lead.id);
        const taken = own.filter(({ turns }) => turns === 1).map(({ repId }) => repId);
        // A pool that has left the setup by then has no turns to balance any more.
        expect([[route.repId], []]).toContainEqual(taken);
        if (taken.length === 0) without += 1;
      }
      expect(without).toBeLessThanOrEqual(changed.includes("id: sales") ? 0 : 8);
    },
  );

  test("of a hold or a booking makes none of them fail when everything goes", async () => {
    const [, changed] = changes.at(-1) ?? never();
    const { store, interrupt, follow, write } = await openInterruptible();
    let asked = 0;
    let day = 0;
    const offer = () => world.submit({ email: `ada@firm${++asked}.example` });
    const told: number[] = [];
    const doings = [
      async () => ({ path: "/v1/holds", wish: bookingOf(await offer(), 0) }),
      async () => ({ path: "/v1/bookings", wish: bookingOf(await offer(), 0) }),
      async () => {
        // The next offer of the same rep wants the time that the first has booked: it goes to another of the pool.
        const [first, , third] = [await offer(), await offer(), await offer()];
        await world.post("/v1/bookings", bookingOf(first, 0));
        return { path: "/v1/bookings", wish: { ...bookingOf(third, 0), start: bookingOf(first, 0).start } };
      },
    ];
    for (const doing of doings) {
      let steps = 0;
      for (let more = true; more; steps++) {
        world.setNow(instant(mondayMorning + day++ * 86_400_000));
        const { path, wish } = await doing();
        await write(changed);
        more = await interrupt(steps, follow, async () => {
          told.push((await world.post(path, wish)).status);
        });
        await write(smallSetup);
        await follow();
      }
      expect(steps).toBeGreaterThan(5);
    }
    expect(told.filter((status) => status >= 500)).toEqual([]);
    for (const poolId of ["sales", "growth"]) {
      const entries = await store.read.ledger.after(poolId, 0);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
    }
  });
  function never(): never {
    throw new TypeError("there is one");
  }
});
