import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { connectLink } from "../../server/flows/calendars/connect-link.ts";
import { readCalendars } from "../../server/flows/calendars/read-calendars.ts";
import { syncCalendars } from "../../server/flows/calendars/sync-calendars.ts";
import { createLogger } from "../../server/http/log.ts";
import { type FakeGoogle, startFakeGoogle } from "../support/fake-google/start-fake-google.ts";
import { type FakeGraph, startFakeGraph } from "../support/fake-graph/start-fake-graph.ts";
import { type FakeSignIn, startFakeSignIn } from "../support/fake-sign-in.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

const person = "anna@acme.example";
const origin = "https://book.acme.example";
const setup = smallSetup.replace("email: anna@acme.example", "email: anna@acme.example, calendar: { kind: connected }");

let google: FakeGoogle;
let graph: FakeGraph;
let signIn: FakeSignIn;
let world: TestWorld;
let logged: string[];

beforeAll(async () => {
  [google, graph] = await Promise.all([startFakeGoogle({ people: [person] }), startFakeGraph(() => mondayMorning)]);
  graph.addMailbox(person);
});
afterAll(() => Promise.all([google.stop(), graph.stop()]));
beforeEach(async () => {
  google.clear();
  const onToken = (token: string) => {
    google.admit(person, token);
    graph.admit(token);
  };
  signIn = await startFakeSignIn({ email: person, onToken });
  world = await openWorld();
});
afterEach(async () => {
  await world.close();
  await signIn.stop();
});

function openWorld(store?: TestWorld["context"]["world"]["store"]): Promise<TestWorld> {
  logged = [];
  const { id, secret } = signIn.client;
  return openTestWorld({
    setup: store ? null : setup,
    env: {
      HANDRAISE_CALENDAR_DEADLINE_MS: "5000",
      HANDRAISE_GOOGLE_CLIENT_ID: id,
      HANDRAISE_GOOGLE_CLIENT_SECRET: secret,
      HANDRAISE_MICROSOFT_CLIENT_ID: id,
      HANDRAISE_MICROSOFT_CLIENT_SECRET: secret,
      HANDRAISE_MICROSOFT_TENANT: "acme.example",
    },
    overrides: {
      ...(store ? { store } : {}),
      logger: createLogger("debug", { write: (line) => logged.push(line) }),
      endpoints: { ...google.endpoints, ...graph.endpoints },
      issuers: { google: signIn.issuer, microsoft: signIn.issuer },
    },
  });
}

/** A rep's browser with its cookies, signed in by the link. */
async function repsBrowser() {
  const jar = new Map<string, string>();
  const request = async (path: string, init: { readonly method?: string; readonly body?: string } = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await world.app.request(path, { ...init, headers: { origin, cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    request(path, { method: "POST", body: new URLSearchParams(form).toString() });
  const ticket = connectLink(world.context.world, { repId: "anna" }).url.split("#")[1] ?? "";
  await post("/connect/open", { ticket });
  return { jar, get: (path: string) => request(path), post };
}

type Browser = Awaited<ReturnType<typeof repsBrowser>>;

/** Goes to the provider and comes back to where it sends us, as a path of ours. */
async function goThere(browser: Browser, provider: "google" | "microsoft"): Promise<string> {
  const started = await browser.get(`/connect/${provider}/start`);
  expect(started.status).toBe(303);
  const there = await fetch(started.headers.get("location") ?? "", { redirect: "manual" });
  expect(there.status).toBe(302);
  const back = there.headers.get("location") ?? "";
  expect(back.startsWith(`${origin}/connect/${provider}/callback?`)).toBe(true);
  return back.slice(origin.length);
}

async function connect(provider: "google" | "microsoft" = "google"): Promise<Browser> {
  const browser = await repsBrowser();
  const done = await browser.get(await goThere(browser, provider));
  expect([done.status, done.headers.get("location")]).toEqual([303, "/connect/calendars"]);
  return browser;
}

const rowOf = () => world.context.world.state.connections.of("anna");
const reasonOfAnna = () => {
  const { state, now } = world.context.world;
  return state.calendars.reason("anna", state.setup().meetingTypes.get("demo")!, now());
};
const later = (minutes: number) => world.setNow(instant(mondayMorning + minutes * 60_000));

describe("signing in at a provider", () => {
  test.each(["google", "microsoft"] as const)(
    "connects the calendars of %s, which are listed, read and offered",
    async (provider) => {
      const browser = await connect(provider);
      expect(rowOf()).toMatchObject({ provider, account: person, state: "ok" });
      expect(rowOf()?.meetingCalendar).toBeDefined();
      expect(await (await browser.get("/connect/calendars")).text()).toContain('name="meetings"');
      expect(await (await browser.get("/connect")).text()).toContain("Your calendar is connected");
      expect(await world.submit({ email: "someone@firm.example" })).toMatchObject({ offer: { rep: { name: "Anna" } } });
    },
  );

  test("asks for what is needed and no more, offline, with state, nonce and PKCE", async () => {
    await connect();
    const [asked] = signIn.seen.authorizations;
    expect(asked).toMatchObject({ access_type: "offline", prompt: "consent", login_hint: person, code_challenge_method: "S256" });
    expect(asked?.["scope"]?.split(" ")).toHaveLength(5);
  });

  test("tokens, codes and the client's secret are in no row, no log line and no page", async () => {
    const browser = await connect();
    await browser.get("/connect");
    const { store } = world.context.world;
    const rows = (await store.read.connections.all()).map((row) => ({
      ...row,
      sealed: Buffer.from(row.sealed).toString("latin1"),
    }));
    const pages = await Promise.all(["/connect", "/connect/calendars"].map(async (path) => (await browser.get(path)).text()));
    for (const text of [JSON.stringify(rows), logged.join("\n"), ...pages]) expect(text).not.toMatch(/canary|access-/);
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
    expect(signIn.seen.exchanges).toBe(0);
    expect(await world.context.world.store.read.connections.all()).toEqual([]);
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
    signIn.knobs.wrongNonce = true;
    expect(await (await browser.get(await goThere(browser, "google"))).text()).toContain("not begun in this browser");
    expect(rowOf()).toBeNull();
  });

  test.each([
    ["a person who says no", () => Object.assign(signIn.knobs, { declines: true }), "You did not agree"],
    [
      "a box that was unticked",
      () => signIn.knobs.unticked.push("https://www.googleapis.com/auth/calendar.events"),
      "Not everything was allowed",
    ],
    ["no refresh token", () => Object.assign(signIn.knobs, { noRefreshToken: true }), "Not everything was allowed"],
    ["a provider out of order", () => Object.assign(signIn.knobs, { tokenStatus: 503 }), "could not be reached"],
    [
      "a client that is not known there",
      () => Object.assign(signIn.client, { secret: "changed" }),
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
    const bare = await openTestWorld({ setup });
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
    const started = await world.app.request("/connect/google/start", { headers: { cookie, "sec-fetch-site": "cross-site" } });
    expect(started.status).toBe(403);
  });
});

describe("disconnecting", () => {
  const ask = (provider: "google" | "microsoft") =>
    provider === "google" ? google.channels.open.size : graph.subscriptions.open.size;

  test.each(["google", "microsoft"] as const)("ends watches and grant at %s, as far as it lets us", async (provider) => {
    graph.subscriptions.handshake = async (url) => new URL(url).searchParams.get("validationToken") ?? "";
    // Microsoft has no place where grants are ended.
    signIn.knobs.revocable = provider === "google";
    const browser = await connect(provider);
    await syncCalendars(world.context.world, ["anna"]);
    expect(ask(provider)).toBe(1);
    expect((await browser.post("/connect/disconnect", {})).status).toBe(303);
    expect(ask(provider)).toBe(0);
    expect(signIn.seen.revocations).toBe(provider === "google" ? 1 : 0);
    expect(rowOf()).toBeNull();
    expect(await world.context.world.store.read.calendarSyncs.find("anna")).toBeNull();
  });

  test("is not kept from by a provider that does not answer", async () => {
    const browser = await connect("google");
    await syncCalendars(world.context.world, ["anna"]);
    google.fail("channels.stop", { status: 503 });
    await signIn.stop();
    expect((await browser.post("/connect/disconnect", {})).status).toBe(303);
    expect(rowOf()).toBeNull();
    expect(reasonOfAnna()).toBe("calendar_lost");
  });
});

describe("tokens", () => {
  test("fifty readings at once after the token ended are one refresh, and the new refresh token is kept", async () => {
    await connect();
    const before = rowOf()?.sealed;
    later(60);
    await Promise.all(Array.from({ length: 50 }, () => readCalendars(world.context.world, ["anna"])));
    expect(signIn.seen.refreshes).toBe(1);
    expect(reasonOfAnna()).toBeNull();
    expect(Buffer.from(rowOf()!.sealed).equals(Buffer.from(before!))).toBe(false);
    later(120);
    await readCalendars(world.context.world, ["anna"]);
    expect(signIn.seen.refreshes).toBe(2);
    expect(reasonOfAnna()).toBeNull();
  });

  test("two servers refresh once between them, and both go on", async () => {
    await connect();
    const other = await openWorld(world.context.world.store);
    const open = Promise.withResolvers<void>();
    signIn.knobs.gate = open.promise;
    later(60);
    other.setNow(instant(mondayMorning + 60 * 60_000));
    // Whoever comes second waits for the first, and only then does the provider answer.
    for (const { context } of [world, other]) {
      const { pause } = context.world;
      const waiting = async (ms: number) => {
        open.resolve();
        await pause(ms);
      };
      Object.assign(context.world, { pause: waiting });
    }
    await Promise.all([readCalendars(world.context.world, ["anna"]), readCalendars(other.context.world, ["anna"])]);
    expect(signIn.seen.refreshes).toBe(1);
    for (const { context } of [world, other])
      expect(context.world.state.calendars.reading("anna")).toMatchObject({ checkedAt: mondayMorning + 60 * 60_000 });
    await other.context.rounds.stop();
  });

  test("a token that ends before its time is refreshed once and the reading succeeds", async () => {
    await connect();
    google.endTokens();
    await readCalendars(world.context.world, ["anna"]);
    expect(signIn.seen.refreshes).toBe(1);
    expect(reasonOfAnna()).toBeNull();
  });

  test("a grant that was taken back: out with the reason, one mail, no more asking, and in again after signing in", async () => {
    await connect();
    signIn.revoke();
    world.context.jobs.start();
    for (let minute = 60; minute < 66; minute++) {
      later(minute);
      await world.context.rounds.once();
    }
    await world.context.jobs.drain();
    expect(reasonOfAnna()).toBe("calendar_lost");
    expect(rowOf()).toMatchObject({ state: "lost", lostSince: mondayMorning + 60 * 60_000 });
    expect(signIn.seen.refreshes).toBe(1);
    expect(await world.context.world.store.read.messages.list(10)).toHaveLength(1);
    await connect();
    expect(rowOf()).toMatchObject({ state: "ok" });
    expect(reasonOfAnna()).toBeNull();
  });

  test("a provider that is out of order is no lost grant: out for now, no mail, and in again by itself", async () => {
    await connect();
    signIn.knobs.tokenStatus = 503;
    later(60);
    await world.context.rounds.once();
    expect(reasonOfAnna()).toBe("calendar_unread");
    expect(rowOf()).toMatchObject({ state: "ok" });
    signIn.knobs.tokenStatus = 0;
    later(61);
    await world.context.rounds.once();
    expect(reasonOfAnna()).toBeNull();
  });
});
