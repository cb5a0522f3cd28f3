import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseSetup } from "../../../server/adapters/setup-file/parse-setup.ts";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { applySetup } from "../../../server/flows/setup/apply-setup.ts";
import { bookingOf } from "../../support/race-for-one-time.ts";
import { openTestWorld, smallSetup, type TestWorld } from "../../support/test-world.ts";

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

test("a setup that changes again and again under load makes no request fail", async () => {
  const { store } = world.context.world;
  let changing = true;
  const change = async () => {
    while (changing) for (const [, text] of changes) await apply(text);
  };
  const changer = change();
  const submitted = await Promise.all(
    Array.from({ length: 300 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n));
      return world.post("/v1/submissions", {
        id: `under-load-${String(n).padStart(8, "0")}`,
        form: { fields: [{ name: "email", value: `ada@firm${n}.example` }] },
        page: { url: "https://www.acme.example/" },
        visitor: { timeZone: "UTC", locale: "en" },
      });
    }),
  );
  changing = false;
  await changer;
  expect(new Set(submitted.map(({ status }) => status))).toEqual(new Set([200]));
  for (const pool of ["sales", "growth"]) {
    const ledger = await store.read.ledger.after(pool, 0);
    expect(ledger.map(({ seq }) => seq)).toEqual(ledger.map((_, index) => index + 1));
  }
});
