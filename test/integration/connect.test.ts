import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Instant, instant } from "../../server/core/time.ts";
import { connectCaldav, connectFeed } from "../../server/flows/calendars/connect-calendar.ts";
import { connectLink } from "../../server/flows/calendars/connect-link.ts";
import { rotateKeys } from "../../server/flows/calendars/rotate-keys.ts";
import { createLogger } from "../../server/http/log.ts";
import { type CaldavServer, calendarText, makeCalendar, putEvent } from "../support/caldav-account.ts";
import { startRadicale } from "../support/radicale.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "../support/test-world.ts";

const canary = "canary-pass-word-7391";
const setup = smallSetup.replace("email: anna@acme.example", "email: anna@acme.example, calendar: { kind: connected }");
const origin = "https://book.acme.example";

let radicale: CaldavServer;
let calendarUrl: string;
beforeAll(async () => {
  radicale = await startRadicale("ada", canary);
  calendarUrl = await makeCalendar(radicale, "work", "Work");
  await makeCalendar(radicale, "private", "Private");
  await putEvent(radicale, calendarUrl, ["UID:dentist", "DTSTART:20260615T070000Z", "DTEND:20260615T093000Z", "SUMMARY:Dentist"]);
});
afterAll(() => radicale.stop());

let world: TestWorld;
let logged: string[];
afterEach(() => world.close());

interface Posted {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A rep's browser: one cookie jar, and forms posted from our own pages. */
function browser(headers: Readonly<Record<string, string>> = { origin }) {
  const jar = new Map<string, string>();
  const request = async (path: string, init: Posted = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await world.app.request(path, { ...init, headers: { ...init.headers, ...(cookie ? { cookie } : {}) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  return {
    jar,
    get: (path: string) => request(path),
    post: (path: string, form: Readonly<Record<string, string | readonly string[]>> = {}) => {
      const body = new URLSearchParams(Object.entries(form).flatMap(([key, value]) => [value].flat().map((one) => [key, one])));
      return request(path, {
        method: "POST",
        body: body.toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      });
    },
  };
}

const ticketOf = (repId = "anna", days = 7) => connectLink(world.context.world, { repId, days }).url.split("#")[1] ?? "";

async function open(env: Readonly<Record<string, string>> = { HANDRAISE_PRIVATE_CALENDARS: "allow" }): Promise<void> {
  logged = [];
  const logger = createLogger("debug", { write: (line) => logged.push(line) });
  world = await openTestWorld({ setup, env: { HANDRAISE_CALENDAR_DEADLINE_MS: "5000", ...env }, overrides: { logger } });
}

async function signedIn(repId = "anna") {
  const rep = browser();
  expect((await rep.post("/connect/open", { ticket: ticketOf(repId) })).status).toBe(303);
  return rep;
}

const account = () => ({ address: radicale.url, username: radicale.username, password: canary });

async function connected() {
  const rep = await signedIn();
  const response = await rep.post("/connect/caldav", account());
  expect(response.headers.get("location")).toBe("/connect/calendars");
  return rep;
}

const reasonOfAnna = (now: Instant = mondayMorning) => {
  const { state } = world.context.world;
  return state.calendars.reason("anna", state.setup().meetingTypes.get("demo")!, now);
};

describe("a rep who has nothing but a published calendar", () => {
  let feed: ReturnType<typeof createServer>;
  let address: string;
  beforeAll(async () => {
    const event = ["UID:off", "DTSTART:20260615T060000Z", "DTEND:20260615T100000Z", "SUMMARY:Secret trip"];
    feed = createServer((request, response) => {
      const known = request.url === `/${canary}.ics`;
      response.writeHead(known ? 200 : 404, { "content-type": "text/calendar" }).end(known ? calendarText(event) : "");
    });
    await new Promise<void>((resolve) => feed.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/${canary}.ics`;
  });
  afterAll(async () => {
    feed.closeAllConnections();
    await new Promise((resolve) => feed.close(resolve));
  });

  test("pastes its secret address, sees the week, and is offered around it; the address is shown and logged nowhere", async () => {
    await open();
    const rep = await signedIn();
    expect(await (await rep.get("/connect/providers")).text()).toContain("/connect/ics");
    const wrong = await rep.post("/connect/ics", { address: address.replace(canary, "other") });
    expect(wrong.status).toBe(422);
    expect((await rep.post("/connect/ics", { address })).headers.get("location")).toBe("/connect?saved");
    const page = await (await rep.get("/connect?saved")).text();
    expect(page).toContain("Your calendar is connected");
    expect(page).not.toContain("/connect/calendars");
    expect(reasonOfAnna()).toBeNull();
    const answer = await world.submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ offer: { rep: { name: "Anna" } } });
    if (answer.outcome === "offered") expect(answer.offer.times.firstMinute).toBe(Date.parse("2026-06-15T10:00:00Z") / 60_000);
    const stored = JSON.stringify(await world.context.world.store.read.connections.all());
    expect([page, stored, logged.join("")].filter((text) => text.includes(canary) || text.includes("Secret trip"))).toEqual([]);
    await rep.post("/connect/disconnect");
    expect(reasonOfAnna()).toBe("calendar_lost");
  });

  test("is not asked for inside a private network, unless the operator allows it", async () => {
    await open({});
    const rep = await signedIn();
    const refused = await rep.post("/connect/ics", { address: address.replace("http:", "https:") });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("private network");
  });
});

describe("a rep whose calendar is the one that the rep connected", () => {
  test("is out with the reason until one is connected", async () => {
    await open();
    const answer = await world.submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Ben" } } });
    expect(reasonOfAnna()).toBe("calendar_lost");
  });

  test("is offered with the busy times of what was connected, and out again when it is disconnected", async () => {
    await open();
    const rep = await connected();
    expect(reasonOfAnna()).toBeNull();
    const answer = await world.submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ offer: { rep: { name: "Anna" } } });
    if (answer.outcome !== "offered") return;
    expect(answer.offer.times.firstMinute).toBe(Date.parse("2026-06-15T10:00:00Z") / 60_000);
    expect((await rep.post("/connect/disconnect")).headers.get("location")).toBe("/connect");
    expect(reasonOfAnna()).toBe("calendar_lost");
    expect(await world.context.world.store.read.connections.all()).toEqual([]);
    expect(await (await rep.get("/connect")).text()).toContain("Where is your calendar?");
  });

  test("chooses what counts as busy and where meetings go, and sees the week as it was read", async () => {
    await open();
    const rep = await connected();
    const choose = await (await rep.get("/connect/calendars")).text();
    const ids = [...choose.matchAll(/name="busy" value="([^"]+)" checked/g)].map((match) => match[1] ?? "");
    expect(ids).toHaveLength(2);
    const privateId = ids.find((id) => id.includes("private")) ?? "";
    const none = await rep.post("/connect/calendars", { meetings: privateId });
    expect(none.status).toBe(422);
    expect(await none.text()).toContain("Choose at least one calendar");
    const odd = await rep.post("/connect/calendars", { busy: [privateId], meetings: "https://elsewhere.example/" });
    expect(odd.status).toBe(422);
    expect((await rep.post("/connect/calendars", { busy: [privateId], meetings: privateId })).status).toBe(303);
    expect(world.context.world.state.connections.of("anna")).toMatchObject({
      busyCalendars: [privateId],
      meetingCalendar: privateId,
    });
    expect(await (await rep.get("/connect?saved")).text()).toContain("Nothing in the next seven days.");
    await rep.post("/connect/calendars", { busy: ids, meetings: privateId });
    const page = await (await rep.get("/connect?saved")).text();
    expect(page).toContain("Your calendar is connected");
    expect(page).toContain("Mon 15, 09:00 – 11:30");
    expect(page).not.toContain("Dentist");
    await rep.post("/connect/caldav", account());
    expect(world.context.world.state.connections.of("anna")).toMatchObject({ meetingCalendar: privateId });
  });

  test("is told by one mail when the account is lost, is out, and is in again when it works again", async () => {
    await open();
    await connected();
    const inner = world.context.world;
    const row = inner.state.connections.of("anna")!;
    const wrong = { kind: "password", url: radicale.url, username: radicale.username, password: "changed" };
    const breakIt = { ...row, sealed: inner.vault.seal(row, JSON.stringify(wrong)), updatedAt: instant(row.updatedAt + 1) };
    await inner.store.write(({ connections }) => connections.upsert(breakIt));
    world.context.jobs.start();
    for (let minute = 1; minute <= 5; minute++) {
      world.setNow(instant(mondayMorning + minute * 60_000));
      await world.context.rounds.once();
    }
    await world.context.jobs.drain();
    expect(reasonOfAnna()).toBe("calendar_lost");
    expect(inner.state.connections.of("anna")).toMatchObject({ state: "lost", lostSince: mondayMorning + 60_000 });
    const mails = await inner.store.read.messages.list(10);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: "anna@acme.example" });
    expect(mails[0]?.text).toContain(`${origin}/connect/open#`);
    const right = await inner.store.read.connections.find(row.id);
    const mended = { ...right!, sealed: row.sealed, updatedAt: instant(right!.updatedAt + 1) };
    await inner.store.write(({ connections }) => connections.upsert(mended));
    await world.context.rounds.once();
    expect(inner.state.connections.of("anna")).toMatchObject({ state: "ok" });
    expect(reasonOfAnna(inner.now())).toBeNull();
  });

  test("connects on one server and is offered by the other one after its next round", async () => {
    await open();
    const other = await openTestWorld({
      setup: null,
      env: { HANDRAISE_PRIVATE_CALENDARS: "allow", HANDRAISE_CALENDAR_DEADLINE_MS: "5000" },
      overrides: { store: world.context.world.store, logger: createLogger("silent") },
    });
    const rep = await connected();
    await other.context.rounds.once();
    expect(await other.submit({ email: "someone@firm.example" })).toMatchObject({ offer: { rep: { name: "Anna" } } });
    await rep.post("/connect/disconnect");
    await other.context.rounds.once();
    const { state } = other.context.world;
    expect(state.calendars.reason("anna", state.setup().meetingTypes.get("demo")!, mondayMorning)).toBe("calendar_lost");
    await other.context.rounds.stop();
  });
});

describe("the door", () => {
  test("a link that is expired, broken, of nobody, or meant as a session opens nothing, and they look alike", async () => {
    await open();
    const expired = ticketOf();
    world.setNow(instant(mondayMorning + 8 * 86_400_000));
    const rep = await signedIn();
    const session = [...rep.jar.values()][0] ?? "";
    const answers = await Promise.all(
      [expired, `${ticketOf().slice(0, -1)}!`, `${ticketOf()}A`, ticketOf("nobody"), session, ""].map(async (ticket) => {
        const response = await browser().post("/connect/open", { ticket });
        expect(response.headers.getSetCookie()).toEqual([]);
        return `${response.status} ${(await response.text()).replaceAll(/nonce="[^"]*"/g, "")}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 [\s\S]*This link does not work/);
  });

  test("without a session no page tells anything, and nothing is done", async () => {
    await open();
    const nobody = browser();
    for (const path of ["/connect", "/connect/providers", "/connect/caldav", "/connect/calendars"])
      expect((await nobody.get(path)).status).toBe(404);
    for (const path of ["/connect/caldav", "/connect/calendars", "/connect/disconnect"])
      expect((await nobody.post(path, account())).status).toBe(404);
  });

  test("a session ends after an hour", async () => {
    await open();
    const rep = await signedIn();
    expect((await rep.get("/connect")).status).toBe(200);
    world.setNow(instant(mondayMorning + 3_600_000));
    expect((await rep.get("/connect")).status).toBe(404);
  });

  test("a page of another site cannot post in the rep's name", async () => {
    await open();
    const rep = await connected();
    for (const headers of [{ origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }] as const) {
      const evil = browser(headers);
      for (const [name, value] of rep.jar) evil.jar.set(name, value);
      expect((await evil.post("/connect/disconnect")).status).toBe(403);
      expect((await evil.post("/connect/open", { ticket: ticketOf("ben") })).status).toBe(403);
    }
    expect(await world.context.world.store.read.connections.all()).toHaveLength(1);
  });

  test("a rep whose calendar the setup names has nothing to connect", async () => {
    await open();
    const ben = await signedIn("ben");
    expect((await ben.get("/connect")).status).toBe(409);
    expect((await ben.post("/connect/caldav", account())).status).toBe(409);
  });

  test("cookies and headers keep the pages to this browser and this site", async () => {
    await open();
    const response = await browser().post("/connect/open", { ticket: ticketOf() });
    expect(response.headers.getSetCookie()[0]).toMatch(
      /^__Host-handraise-connect=[^;]+; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
    );
    const page = await browser().get("/connect/open");
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[^']+'.*frame-ancestors 'none'/);
  });
});

describe("the operator", () => {
  const authorization = "Bearer operator-token-0123456789abcdef";
  const ask = (id: string, headers: Record<string, string> = { authorization }) =>
    world.app.request(`/v1/admin/reps/${id}/connect-link`, { method: "POST", headers });

  test("makes a rep's link, for reps who connect their calendars alone", async () => {
    await open({ HANDRAISE_ADMIN_TOKEN: "operator-token-0123456789abcdef" });
    const { url } = (await (await ask("anna")).json()) as { url: string };
    expect((await browser().post("/connect/open", { ticket: url.split("#")[1] ?? "" })).status).toBe(303);
    expect([(await ask("ben")).status, (await ask("nobody")).status, (await ask("anna", {})).status]).toEqual([404, 404, 401]);
  });
});

describe("what is typed wrongly", () => {
  test("a wrong password is told in words, and is neither kept nor shown again", async () => {
    await open();
    const rep = await signedIn();
    const response = await rep.post("/connect/caldav", { ...account(), password: "wrong-but-secret" });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain("did not accept the sign-in");
    expect(page).toContain(`value="${radicale.username}"`);
    expect(page).not.toContain("wrong-but-secret");
    expect(await world.context.world.store.read.connections.all()).toEqual([]);
  });

  test.each([
    ["no address at all", "no address of a server"],
    ["https://user:pass@dav.example.com/", "no address of a server"],
    ["file:///etc/passwd", "no address of a server"],
    ["http://127.0.0.1:9/", "could not be reached"],
    ["https://nowhere.invalid/", "no server of this name"],
    ["http://169.254.169.254/latest/", "private network"],
  ])("%s", async (address, words) => {
    await open();
    const rep = await signedIn();
    const response = await rep.post("/connect/caldav", { address, username: "ada", password: "x" });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain(words);
  });

  test.each([
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://0x7f.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
  ])("in production %s is refused before anything is asked", async (address) => {
    await open({});
    const rep = await signedIn();
    const response = await rep.post("/connect/caldav", { address, username: "ada", password: "x" });
    expect(await response.text()).toContain("private network");
  });

  test("in production a name that led outside when it was looked at, and leads inside when it is asked, is told nothing", async () => {
    await open({});
    const { world: inside } = world.context;
    const looked = { ...inside, calendars: { ...inside.calendars, addressProblem: async () => null } };
    const rep = inside.state.setup().reps.get("anna");
    if (rep === undefined) throw new TypeError("there is anna");
    let connections = 0;
    const server = createServer().on("connection", () => void (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const address = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const refused = { kind: "failed", failure: { kind: "refused" } };
    expect(await connectCaldav(looked, rep, { address, username: "ada", password: canary })).toMatchObject(refused);
    expect(await connectFeed(looked, rep, `${address}calendar.ics`)).toMatchObject(refused);
    expect([connections, await inside.store.read.connections.all()]).toEqual([0, []]);
    await new Promise((resolve) => server.close(resolve));
  });

  test("in production plain http is refused", async () => {
    await open({});
    const rep = await signedIn();
    const response = await rep.post("/connect/caldav", { ...account() });
    expect(await response.text()).toContain("must begin with https");
  });

  test("tries are counted", async () => {
    await open();
    const rep = await signedIn();
    const pages: string[] = [];
    for (let i = 0; i < 11; i++)
      pages.push(await (await rep.post("/connect/caldav", { ...account(), address: "http://127.0.0.1:9/" })).text());
    expect(pages.filter((page) => page.includes("Too many tries"))).toHaveLength(1);
  });
});

describe("secrets", () => {
  test("a planted one is in no row, no log line, no page and no export", async () => {
    await open();
    const rep = await connected();
    await world.context.rounds.once();
    const pages = await Promise.all(
      ["/connect", "/connect/calendars", "/connect/caldav"].map(async (path) => (await rep.get(path)).text()),
    );
    const { store } = world.context.world;
    const rows = JSON.stringify([
      (await store.read.connections.all()).map((row) => ({ ...row, sealed: Buffer.from(row.sealed).toString("latin1") })),
      await store.read.setups.active(),
      await store.read.busy.all(),
      await store.read.jobs.listDead(10),
    ]);
    for (const text of [rows, logged.join("\n"), ...pages]) expect(text).not.toContain(canary);
    for (const text of [rows, logged.join("\n"), ...pages]) expect(text).not.toContain(Buffer.from(canary).toString("base64"));
  });

  test("rotation seals everything with the new key, and an account still opens", async () => {
    await open();
    await connected();
    const { store } = world.context.world;
    const before = await store.read.connections.all();
    const key = Buffer.alloc(32, 7).toString("base64url");
    const env = {
      HANDRAISE_PRIVATE_CALENDARS: "allow",
      HANDRAISE_CALENDAR_DEADLINE_MS: "5000",
      HANDRAISE_VAULT_KEYS: `k2:${key}`,
    };
    const next = await openTestWorld({ setup: null, env, overrides: { store, logger: createLogger("silent") } });
    expect(await rotateKeys(next.context.world)).toEqual({ resealed: 1, closed: 0 });
    const [row] = await store.read.connections.all();
    expect(row?.keyId).toBe("k2");
    expect(Buffer.from(row!.sealed).equals(Buffer.from(before[0]!.sealed))).toBe(false);
    await next.context.rounds.once();
    expect(await next.submit({ email: "someone@firm.example" })).toMatchObject({ offer: { rep: { name: "Anna" } } });
    // The old server has not the new key: the rep is out there, never free, and the account is not called lost.
    await world.context.rounds.once();
    expect(reasonOfAnna()).toBe("calendar_unread");
    expect(await store.read.connections.all()).toMatchObject([{ state: "ok" }]);
    await next.context.rounds.stop();
  });
});
