import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { connectCaldav, connectFeed } from "../../server/flows/calendars/connect-calendar.ts";
import { canary, useConnectPages } from "../support/connect-pages.ts";
import { mondayMorning } from "../support/test-world.ts";

const { open, world, browser, ticketOf, account, signedIn, connected } = useConnectPages();

describe("the door", () => {
  test("a link that is expired, broken, of nobody, or meant as a session opens nothing, and they look alike", async () => {
    await open();
    const expired = ticketOf();
    world().setNow(instant(mondayMorning + 8 * 86_400_000));
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
    world().setNow(instant(mondayMorning + 3_600_000));
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
    expect(await world().context.world.store.read.connections.all()).toHaveLength(1);
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

describe("what is typed wrongly", () => {
  test("a wrong password is told in words, and is neither kept nor shown again", async () => {
    await open();
    const rep = await signedIn();
    const response = await rep.post("/connect/caldav", { ...account(), password: "wrong-but-secret" });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain("did not accept the sign-in");
    expect(page).toContain(`value="${account().username}"`);
    expect(page).not.toContain("wrong-but-secret");
    expect(await world().context.world.store.read.connections.all()).toEqual([]);
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
    const { world: inside } = world().context;
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
