import type { IncomingMessage, RequestListener } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { guardedFetch } from "../../../server/adapters/calendars/egress/guarded-fetch.ts";
import type { Egress } from "../../../server/adapters/calendars/egress.ts";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import type { Rep } from "../../../server/core/availability/rep.ts";
import type { CalendarResult } from "../../../server/core/ports/calendar.ts";
import { type Instant, instant } from "../../../server/core/time.ts";
import { calendarText } from "../../support/caldav-account.ts";
import { calendarCases } from "../../support/calendar-cases.ts";
import { serveHttp } from "../../support/serve-http.ts";

const deadlineMs = 5_000;
const at = (iso: string): Instant => instant(Date.parse(iso));
const june = { startAt: at("2026-06-01T00:00:00Z"), endAt: at("2026-07-01T00:00:00Z") };
const nine = ["UID:nine", "DTSTART:20260615T090000Z", "DTEND:20260615T100000Z"];
const nineBusy = [{ startAt: at("2026-06-15T09:00:00Z"), endAt: at("2026-06-15T10:00:00Z") }];

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A server that answers as told, and what it was asked. */
async function serveFeed(answer: RequestListener) {
  const asked: IncomingMessage[] = [];
  const server = await serveHttp((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  closers.push(server.stop);
  return { url: `${server.origin}/secret-canary.ics`, asked };
}

function open(url: string, egress?: Egress) {
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  const rep: Rep = {
    id: "ada",
    name: "Ada",
    email: "ada@example.com",
    timeZone: "Europe/Berlin",
    active: true,
    ...none,
    calendar: { kind: "ics", urlEnv: "FEED" },
  };
  return openCalendar(rep, { secret: () => url, ...(egress ? { egress } : {}) });
}

const text = (body: string, headers: Record<string, string> = {}): RequestListener => {
  return (_request, response) => void response.writeHead(200, { "content-type": "text/calendar", ...headers }).end(body);
};

function valueOf<T>(result: CalendarResult<T> | undefined): T {
  if (!result?.ok) throw new Error(result ? `${result.failure.kind}: ${result.failure.message}` : "no such call");
  return result.value;
}

describe("a published calendar", () => {
  test.each(calendarCases().map((row) => [row.name, row] as const))("%s", async (_name, row) => {
    const body = row.events.map((lines) =>
      calendarText(lines)
        .replace(/^[\s\S]*?PRODID[^\n]*\n/, "")
        .replace(/END:VCALENDAR\s*$/, ""),
    );
    const feed = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${body.join("")}END:VCALENDAR\r\n`;
    const { url } = await serveFeed(text(feed));
    const result = await open(url).busy({ ...row.range, ignoreUids: row.ignoreUids }, deadlineMs);
    expect(valueOf(result)).toEqual(row.busy);
  });

  test("is asked whether it has changed by ETag and Last-Modified, and by its content where the server knows neither", async () => {
    let body = calendarText(nine);
    let tags: Record<string, string> = { etag: '"1"', "last-modified": "Mon, 01 Jun 2026 00:00:00 GMT" };
    const { url, asked } = await serveFeed((request, response) => {
      if (tags["etag"] && request.headers["if-none-match"] === tags["etag"]) response.writeHead(304).end();
      else text(body, tags)(request, response);
    });
    const changes = async (cursor: string | null) =>
      valueOf(await open(url).changes?.({ cursor, until: june.endAt }, deadlineMs));
    const first = await changes(null);
    expect(first.whole).toBe(true);
    const quiet = await changes(first.cursor);
    expect(quiet.whole).toBe(false);
    expect(asked.at(-1)?.headers["if-modified-since"]).toBe("Mon, 01 Jun 2026 00:00:00 GMT");
    expect((await changes(quiet.cursor)).whole).toBe(false);
    [body, tags] = [calendarText([...nine, "SUMMARY:other"]), {}];
    const changed = await changes(quiet.cursor);
    expect(changed.whole).toBe(true);
    expect((await changes(changed.cursor)).whole).toBe(false);
  });

  test("one event that cannot be understood hides none of the others, and is not taken for free time", async () => {
    const broken = ["UID:broken", "DTSTART:20260620T090000Z", "DTEND:20260620T100000Z", "X-ODD", "RRULE:FREQ=NEVER"];
    const { url } = await serveFeed(
      text(
        `${calendarText(nine).replace(/END:VCALENDAR\s*$/, "")}${calendarText(broken).replace(/^[\s\S]*?PRODID[^\n]*\n/, "")}`,
      ),
    );
    const result = await open(url).busy(june, deadlineMs);
    expect(result.ok ? "free" : result.failure.kind).toBe("refused");
  });

  const failures: readonly (readonly [string, RequestListener, string])[] = [
    ["404", (_q, response) => void response.writeHead(404).end(), "not_found"],
    ["403", (_q, response) => void response.writeHead(403).end(), "auth_lost"],
    ["500", (_q, response) => void response.writeHead(500).end(), "unreachable"],
    ["429", (_q, response) => void response.writeHead(429, { "retry-after": "30" }).end(), "rate_limited"],
    ["a page of HTML", text("<html>Sign in</html>"), "refused"],
    ["half a file", text(calendarText(nine).slice(0, 90)), "refused"],
    ["a cut connection", (request) => void request.socket.destroy(), "unreachable"],
    ["an endless file", endless, "refused"],
    ["a circle of redirects", (_q, response) => void response.writeHead(302, { location: "/again.ics" }).end(), "refused"],
  ];
  test.each(failures)("%s is %s, never an empty calendar, and its address stands in no message", async (_name, answer, kind) => {
    const { url } = await serveFeed(answer);
    const result = await open(url).busy(june, deadlineMs);
    if (result.ok) throw new Error("it was taken for a calendar");
    expect(result.failure.kind).toBe(kind);
    expect(JSON.stringify(result.failure)).not.toContain("secret-canary");
  });

  test("a server that never answers ends at the deadline", async () => {
    const { url } = await serveFeed(() => {});
    const begun = performance.now();
    const result = await open(url).busy(june, 300);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(result.ok ? "free" : result.failure.kind).toBe("unreachable");
  });
});

function endless(_request: IncomingMessage, response: Parameters<RequestListener>[1]): void {
  response.writeHead(200, { "content-type": "text/calendar" });
  response.write("BEGIN:VCALENDAR\r\n");
  const more = () => {
    while (!response.destroyed && response.write("X".repeat(65_536)));
  };
  response.on("drain", more);
  more();
}

describe("an address that somebody typed", () => {
  test("a name that leads inside when it is asked, though it led outside when it was looked at, is asked nothing", async () => {
    const { url, asked } = await serveFeed(text(calendarText(nine)));
    const port = new URL(url).port;
    let looks = 0;
    const rebinding = guardedFetch({
      allowPrivate: false,
      resolve: (_host, _options, done) => {
        looks += 1;
        done(null, [{ address: "127.0.0.1", family: 4 }]);
      },
    });
    const result = await open(`https://rebound.example:${port}/x.ics`, rebinding).busy(june, deadlineMs);
    expect(result).toMatchObject({ ok: false, failure: { kind: "refused" } });
    expect([looks, asked.length]).toEqual([1, 0]);
  });

  test("one of several addresses inside is enough to ask none", async () => {
    const { asked } = await serveFeed(text(calendarText(nine)));
    const egress = guardedFetch({
      allowPrivate: false,
      resolve: (_host, _options, done) =>
        done(null, [
          { address: "93.184.216.34", family: 4 },
          { address: "::ffff:10.0.0.1", family: 6 },
        ]),
    });
    const result = await open("https://two.example/x.ics", egress).busy(june, deadlineMs);
    expect(result).toMatchObject({ ok: false, failure: { kind: "refused" } });
    expect(asked).toHaveLength(0);
  });

  test.each([
    "https://127.0.0.1/x.ics",
    "https://[::1]/x.ics",
    "https://[::ffff:7f00:1]/x.ics",
    "https://169.254.169.254/latest",
    "https://192.168.1.1/x.ics",
    "http://93.184.216.34/x.ics",
  ])("%s is not asked", async (address) => {
    const result = await open(address, guardedFetch({ allowPrivate: false })).busy(june, deadlineMs);
    expect(result).toMatchObject({ ok: false, failure: { kind: "refused" } });
  });

  test("a redirect inside is followed by nobody; where the own network is welcome, the cloud's metadata still are not", async () => {
    const inside = await serveFeed(text(calendarText(nine)));
    const outside = await serveFeed(
      (_request, response) => void response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    );
    const result = await open(outside.url, guardedFetch({ allowPrivate: true })).busy(june, deadlineMs);
    expect(result).toMatchObject({ ok: false, failure: { kind: "refused" } });
    expect(valueOf(await open(inside.url, guardedFetch({ allowPrivate: true })).busy(june, deadlineMs))).toEqual(nineBusy);
  });
});
