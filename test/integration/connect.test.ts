import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { rotateKeys } from "../../server/flows/calendars/rotate-keys.ts";
import { createLogger } from "../../server/http/log.ts";
import { calendarText } from "../support/caldav-account.ts";
import { canary, useConnectPages } from "../support/connect-pages.ts";
import { origin } from "../support/reps-browser.ts";
import { type HttpServer, serveHttp } from "../support/serve-http.ts";
import { mondayMorning, openTestWorld } from "../support/test-world.ts";

const { open, world, log, browser, account, signedIn, connected, reasonOfAnna } = useConnectPages();

describe("a rep who has nothing but a published calendar", () => {
  let feed: HttpServer;
  let address: string;
  beforeAll(async () => {
    const event = ["UID:off", "DTSTART:20260615T060000Z", "DTEND:20260615T100000Z", "SUMMARY:Secret trip"];
    feed = await serveHttp((request, response) => {
      const known = request.url === `/${canary}.ics`;
      response.writeHead(known ? 200 : 404, { "content-type": "text/calendar" }).end(known ? calendarText(event) : "");
    });
    address = `${feed.origin}/${canary}.ics`;
  });
  afterAll(() => feed.stop());

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
    const answer = await world().submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ offer: { rep: { name: "Anna" } } });
    if (answer.outcome === "offered") expect(answer.offer.times.firstMinute).toBe(Date.parse("2026-06-15T10:00:00Z") / 60_000);
    const stored = JSON.stringify(await world().context.world.store.read.connections.all());
    expect([page, stored, log()].filter((text) => text.includes(canary) || text.includes("Secret trip"))).toEqual([]);
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
    const answer = await world().submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: "Ben" } } });
    expect(reasonOfAnna()).toBe("calendar_lost");
  });

  test("is offered with the busy times of what was connected, and out again when it is disconnected", async () => {
    await open();
    const rep = await connected();
    expect(reasonOfAnna()).toBeNull();
    const answer = await world().submit({ email: "someone@firm.example" });
    expect(answer).toMatchObject({ offer: { rep: { name: "Anna" } } });
    if (answer.outcome !== "offered") return;
    expect(answer.offer.times.firstMinute).toBe(Date.parse("2026-06-15T10:00:00Z") / 60_000);
    expect((await rep.post("/connect/disconnect")).headers.get("location")).toBe("/connect");
    expect(reasonOfAnna()).toBe("calendar_lost");
    expect(await world().context.world.store.read.connections.all()).toEqual([]);
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
    expect(world().context.world.state.connections.of("anna")).toMatchObject({
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
    expect(world().context.world.state.connections.of("anna")).toMatchObject({ meetingCalendar: privateId });
  });

  test("is told by one mail when the account is lost, is out, and is in again when it works again", async () => {
    await open();
    await connected();
    const inner = world().context.world;
    const row = inner.state.connections.of("anna")!;
    const { address: url, username } = account();
    const wrong = { kind: "password", url, username, password: "changed" };
    const breakIt = { ...row, sealed: inner.vault.seal(row, JSON.stringify(wrong)), updatedAt: instant(row.updatedAt + 1) };
    await inner.store.write(({ connections }) => connections.upsert(breakIt));
    world().context.jobs.start();
    for (let minute = 1; minute <= 5; minute++) {
      world().setNow(instant(mondayMorning + minute * 60_000));
      await world().context.rounds.once();
    }
    await world().context.jobs.drain();
    expect(reasonOfAnna()).toBe("calendar_lost");
    expect(inner.state.connections.of("anna")).toMatchObject({ state: "lost", lostSince: mondayMorning + 60_000 });
    const mails = await inner.store.read.messages.list(10);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: "anna@acme.example" });
    expect(mails[0]?.text).toContain(`${origin}/connect/open#`);
    const right = await inner.store.read.connections.find(row.id);
    const mended = { ...right!, sealed: row.sealed, updatedAt: instant(right!.updatedAt + 1) };
    await inner.store.write(({ connections }) => connections.upsert(mended));
    await world().context.rounds.once();
    expect(inner.state.connections.of("anna")).toMatchObject({ state: "ok" });
    expect(reasonOfAnna(inner.now())).toBeNull();
  });

  test("connects on one server and is offered by the other one after its next round", async () => {
    await open();
    const other = await openTestWorld({
      setup: null,
      env: { HANDRAISE_PRIVATE_CALENDARS: "allow", HANDRAISE_CALENDAR_DEADLINE_MS: "5000" },
      overrides: { store: world().context.world.store, logger: createLogger("silent") },
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

describe("the operator", () => {
  const authorization = "Bearer operator-token-0123456789abcdef";
  const ask = (id: string, headers: Record<string, string> = { authorization }) =>
    world().app.request(`/v1/admin/reps/${id}/connect-link`, { method: "POST", headers });

  test("makes a rep's link, for reps who connect their calendars alone", async () => {
    await open({ HANDRAISE_ADMIN_TOKEN: "operator-token-0123456789abcdef" });
    const { url } = (await (await ask("anna")).json()) as { url: string };
    expect((await browser().post("/connect/open", { ticket: url.split("#")[1] ?? "" })).status).toBe(303);
    expect([(await ask("ben")).status, (await ask("nobody")).status, (await ask("anna", {})).status]).toEqual([404, 404, 401]);
  });
});

describe("secrets", () => {
  test("a planted one is in no row, no log line, no page and no export", async () => {
    await open();
    const rep = await connected();
    await world().context.rounds.once();
    const pages = await Promise.all(
      ["/connect", "/connect/calendars", "/connect/caldav"].map(async (path) => (await rep.get(path)).text()),
    );
    const { store } = world().context.world;
    const rows = JSON.stringify([
      (await store.read.connections.all()).map((row) => ({ ...row, sealed: Buffer.from(row.sealed).toString("latin1") })),
      await store.read.setups.active(),
      await store.read.busy.all(),
      await store.read.jobs.listDead(10),
    ]);
    for (const text of [rows, log(), ...pages]) expect(text).not.toContain(canary);
    for (const text of [rows, log(), ...pages]) expect(text).not.toContain(Buffer.from(canary).toString("base64"));
  });

  test("rotation seals everything with the new key, and an account still opens", async () => {
    await open();
    await connected();
    const { store } = world().context.world;
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
    await world().context.rounds.once();
    expect(reasonOfAnna()).toBe("calendar_unread");
    expect(await store.read.connections.all()).toMatchObject([{ state: "ok" }]);
    await next.context.rounds.stop();
  });
});
