import { describe, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { readCalendars } from "../../server/flows/calendars/read-calendars.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { signInWorld } from "../support/sign-in-world.ts";
import { mondayMorning } from "../support/test-world.ts";

const { world, google, graph, signIn, openOther, connect, rowOf, reasonOfAnna, later } = signInWorld();

describe("tokens", () => {
  test("fifty readings at once after the token ended are one refresh, and the new refresh token is kept", async () => {
    await connect();
    const before = rowOf()?.sealed;
    later(60);
    await Promise.all(Array.from({ length: 50 }, () => readCalendars(world().context.world, ["anna"])));
    expect(signIn().seen.refreshes).toBe(1);
    expect(reasonOfAnna()).toBeNull();
    expect(Buffer.from(rowOf()!.sealed).equals(Buffer.from(before!))).toBe(false);
    later(120);
    await readCalendars(world().context.world, ["anna"]);
    expect(signIn().seen.refreshes).toBe(2);
    expect(reasonOfAnna()).toBeNull();
  });

  test("two servers refresh once between them, and both go on", async () => {
    await connect();
    const other = await openOther();
    const open = Promise.withResolvers<void>();
    signIn().knobs.gate = open.promise;
    later(60);
    other.setNow(instant(mondayMorning + 60 * 60_000));
    // Whoever comes second waits for the first, and only then does the provider answer.
    for (const { context } of [world(), other]) {
      const { pause } = context.world;
      const waiting = async (ms: number) => {
        open.resolve();
        await pause(ms);
      };
      Object.assign(context.world, { pause: waiting });
    }
    await Promise.all([readCalendars(world().context.world, ["anna"]), readCalendars(other.context.world, ["anna"])]);
    expect(signIn().seen.refreshes).toBe(1);
    for (const { context } of [world(), other])
      expect(context.world.state.calendars.reading("anna")).toMatchObject({ checkedAt: mondayMorning + 60 * 60_000 });
    await other.context.rounds.stop();
  });

  test("a token that ends before its time is refreshed once and the reading succeeds", async () => {
    await connect();
    google().endTokens();
    await readCalendars(world().context.world, ["anna"]);
    expect(signIn().seen.refreshes).toBe(1);
    expect(reasonOfAnna()).toBeNull();
  });

  test("a grant that was taken back: out with the reason, one mail, no more asking, and in again after signing in", async () => {
    await connect();
    signIn().revoke();
    world().context.jobs.start();
    for (let minute = 60; minute < 66; minute++) {
      later(minute);
      await world().context.rounds.once();
    }
    await world().context.jobs.drain();
    expect(reasonOfAnna()).toBe("calendar_lost");
    expect(rowOf()).toMatchObject({ state: "lost", lostSince: mondayMorning + 60 * 60_000 });
    expect(signIn().seen.refreshes).toBe(1);
    expect(await world().context.world.store.read.messages.list(10)).toHaveLength(1);
    await connect();
    expect(rowOf()).toMatchObject({ state: "ok" });
    expect(reasonOfAnna()).toBeNull();
  });

  test("a provider that is out of order is no lost grant: out for now, no mail, and in again by itself", async () => {
    await connect();
    signIn().knobs.tokenStatus = 503;
    later(60);
    await world().context.rounds.once();
    expect(reasonOfAnna()).toBe("calendar_unread");
    expect(rowOf()).toMatchObject({ state: "ok" });
    signIn().knobs.tokenStatus = 0;
    later(61);
    await world().context.rounds.once();
    expect(reasonOfAnna()).toBeNull();
  });
});

describe("disconnecting", () => {
  const ask = (provider: "google" | "microsoft") =>
    provider === "google" ? google().channels.open.size : graph().subscriptions.open.size;

  test.each(["google", "microsoft"] as const)("ends watches and grant at %s, as far as it lets us", async (provider) => {
    graph().subscriptions.handshake = async (url) => new URL(url).searchParams.get("validationToken") ?? "";
    // Microsoft has no place where grants are ended.
    signIn().knobs.revocable = provider === "google";
    const browser = await connect(provider);
    await syncCalendars(world().context.world, ["anna"]);
    expect(ask(provider)).toBe(1);
    expect((await browser.post("/connect/disconnect", {})).status).toBe(303);
    expect(ask(provider)).toBe(0);
    expect(signIn().seen.revocations).toBe(provider === "google" ? 1 : 0);
    expect(rowOf()).toBeNull();
    expect(await world().context.world.store.read.calendarSyncs.find("anna")).toBeNull();
  });

  test("is not kept from by a provider that does not answer", async () => {
    const browser = await connect("google");
    await syncCalendars(world().context.world, ["anna"]);
    google().fail("channels.stop", { status: 503 });
    await signIn().stop();
    expect((await browser.post("/connect/disconnect", {})).status).toBe(303);
    expect(rowOf()).toBeNull();
    expect(reasonOfAnna()).toBe("calendar_lost");
  });
});
