import { describe, expect, test } from "vitest";
import { connectLink } from "../../server/flows/calendars/connect-link.ts";
import { connectedSetup, origin } from "../support/reps-browser.ts";
import { goThere, person, signInWorld } from "../support/sign-in-world.ts";
import { openTestWorld } from "../support/test-world.ts";

const { world, signIn, logged, repsBrowser, connect, rowOf, later } = signInWorld();

describe("signing in at a provider", () => {
  test.each(["google", "microsoft"] as const)(
    "connects the calendars of %s, which are listed, read and offered",
    async (provider) => {
      const browser = await connect(provider);
      expect(rowOf()).toMatchObject({ provider, account: person, state: "ok" });
      expect(rowOf()?.meetingCalendar).toBeDefined();
      expect(await (await browser.get("/connect/calendars")).text()).toContain('name="meetings"');
      expect(await (await browser.get("/connect")).text()).toContain("Your calendar is connected");
      expect(await world().submit({ email: "someone@firm.example" })).toMatchObject({ offer: { rep: { name: "Anna" } } });
    },
  );

  test("asks for what is needed and no more, offline, with state, nonce and PKCE", async () => {
    await connect();
    const [asked] = signIn().seen.authorizations;
    expect(asked).toMatchObject({ access_type: "offline", prompt: "consent", login_hint: person, code_challenge_method: "S256" });
    expect(asked?.["scope"]?.split(" ")).toHaveLength(5);
  });

  test("tokens, codes and the client's secret are in no row, no log line and no page", async () => {
    const browser = await connect();
    await browser.get("/connect");
    const { store } = world().context.world;
    const rows = (await store.read.connections.all()).map((row) => ({
      ...row,
      sealed: Buffer.from(row.sealed).toString("latin1"),
    }));
    const pages = await Promise.all(["/connect", "/connect/calendars"].map(async (path) => (await browser.get(path)).text()));
    for (const text of [JSON.stringify(rows), logged().join("\n"), ...pages]) expect(text).not.toMatch(/canary|access-/);
  });

  test("a code that somebody else's browser brings is not taken: no cookie, another attempt, another rep", async () => {
    const victim = await repsBrowser();
    const attacker = await repsBrowser();
    const theirs = await goThere(attacker, "google");
    const refused = async (response: Response) => {
      expect(response.status).toBe(422);
      expect(await response.text()).toContain("not begun in this browser");
    };
    await refused(await victim.get(theirs));
    await goThere(victim, "google");
    await refused(await victim.get(theirs));
    expect(signIn().seen.exchanges).toBe(0);
    expect(await world().context.world.store.read.connections.all()).toEqual([]);
  });

  test("a way back is gone once, and not after ten minutes", async () => {
    const browser = await repsBrowser();
    const back = await goThere(browser, "google");
    const kept = new Map(browser.jar);
    expect((await browser.get(back)).status).toBe(303);
    expect((await browser.get(back)).status).toBe(422);
    for (const [name, value] of kept) browser.jar.set(name, value);
    expect(await (await browser.get(back)).text()).toContain("expired already");
    const slow = await goThere(browser, "google");
    later(10);
    expect(await (await browser.get(slow)).text()).toContain("took too long");
  });

  test("an id token with another nonce is not taken", async () => {
    const browser = await repsBrowser();
    signIn().knobs.wrongNonce = true;
    expect(await (await browser.get(await goThere(browser, "google"))).text()).toContain("not begun in this browser");
    expect(rowOf()).toBeNull();
  });

  test.each([
    ["a person who says no", () => Object.assign(signIn().knobs, { declines: true }), "You did not agree"],
    [
      "a box that was unticked",
      () => signIn().knobs.unticked.push("https://www.googleapis.com/auth/calendar.events"),
      "Not everything was allowed",
    ],
    ["no refresh token", () => Object.assign(signIn().knobs, { noRefreshToken: true }), "Not everything was allowed"],
    ["a provider out of order", () => Object.assign(signIn().knobs, { tokenStatus: 503 }), "could not be reached"],
    [
      "a client that is not known there",
      () => Object.assign(signIn().client, { secret: "changed" }),
      "refuses this server: invalid_client",
    ],
  ] as const)("%s is told in words, and nothing is kept", async (_name, arrange, words) => {
    arrange();
    const browser = await repsBrowser();
    const response = await browser.get(await goThere(browser, "google"));
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(words);
    expect(rowOf()).toBeNull();
  });

  test("a provider that is not configured is not offered", async () => {
    const bare = await openTestWorld({ setup: connectedSetup });
    const ticket = connectLink(bare.context.world, { repId: "anna" }).url.split("#")[1] ?? "";
    const opened = await bare.app.request("/connect/open", { method: "POST", body: `ticket=${ticket}`, headers: { origin } });
    const cookie = opened.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const page = await (await bare.app.request("/connect", { headers: { cookie } })).text();
    expect(page).not.toMatch(/Google|Microsoft/);
    expect(page).toContain("CalDAV");
    expect((await bare.app.request("/connect/google/start", { headers: { cookie } })).status).toBe(404);
    await bare.close();
  });

  test("another site cannot begin it", async () => {
    const browser = await repsBrowser();
    const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const started = await world().app.request("/connect/google/start", { headers: { cookie, "sec-fetch-site": "cross-site" } });
    expect(started.status).toBe(403);
  });
});
