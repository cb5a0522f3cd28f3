import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { davFetch, mayAsk } from "../../../server/adapters/calendars/caldav/dav-fetch.ts";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import type { CalendarSettings, Rep } from "../../../server/core/availability/rep.ts";
import type { CalendarEvent, CalendarFailure } from "../../../server/core/ports/calendar.ts";
import { instant } from "../../../server/core/time.ts";
import { calendarText } from "../../support/caldav-account.ts";

/** One request as the server saw it, and how it is answered. */
type Answer = (
  request: { method: string; path: string; body: string; message: IncomingMessage },
  response: ServerResponse,
) => void;

const now = instant(Date.parse("2026-06-01T12:00:00Z"));
const june = { startAt: instant(Date.parse("2026-06-01T00:00Z")), endAt: instant(Date.parse("2026-07-01T00:00Z")) };
const meeting: CalendarEvent = {
  uid: "bk_fault",
  sequence: 0,
  title: "Intro",
  description: "",
  location: "",
  startAt: instant(Date.parse("2026-06-15T09:00Z")),
  endAt: instant(Date.parse("2026-06-15T09:30Z")),
  organizer: { name: "Ada", email: "ada@example.com" },
  attendees: [{ name: "Bo", email: "bo@example.net" }],
};

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** A server on a free loopback port that answers as it is told; answers its address and what it was asked. */
async function serve(answer: Answer): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const { method = "", url: path = "" } = message;
      asked.push(`${method} ${path}`);
      answer({ method, path, body: Buffer.concat(chunks).toString(), message }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push({
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return { url: `http://127.0.0.1:${portOf(server)}/`, asked };
}

const xml = (inner: string): string =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${inner}</d:multistatus>`;
const answered = (href: string, prop: string): string =>
  xml(
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${prop}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
  );

const calendarProps = (name: string): string =>
  `<d:displayname>${name}</d:displayname><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>`;

/** A whole account that is well, to be broken in one place by `fault`, which says true when it answered. */
function account(fault: (...args: Parameters<Answer>) => boolean, events = xml("")): Answer {
  return (request, response) => {
    if (fault(request, response)) return;
    const send = (body: string): void => void response.writeHead(207, { "content-type": "application/xml" }).end(body);
    if (request.method === "REPORT") send(events);
    else if (request.method !== "PROPFIND") response.writeHead(405).end();
    else if (request.body.includes("current-user-principal"))
      send(answered("/", "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>"));
    else if (request.body.includes("calendar-home-set"))
      send(answered("/me/", "<c:calendar-home-set><d:href>/me/</d:href></c:calendar-home-set>"));
    else send(answered("/me/work/", calendarProps("Work")));
  };
}

function calendarAt(url: string) {
  const calendar: CalendarSettings = { kind: "caldav", url, username: "ada", passwordEnv: "P" };
  const none = { hours: [], overrides: [], absences: [], travel: [] };
  const rep: Rep = {
    id: "ada",
    name: "Ada",
    email: "ada@example.com",
    timeZone: "Europe/Berlin",
    active: true,
    ...none,
    calendar,
  };
  return openCalendar(rep, { secret: () => "secret", now: () => now });
}

async function busyFailure(url: string, timeoutMs = 5_000): Promise<CalendarFailure> {
  const result = await calendarAt(url).busy(june, timeoutMs);
  if (result.ok) throw new Error(`expected a failure, got ${JSON.stringify(result.value)}`);
  return result.failure;
}

const onReport =
  (fault: Answer): Parameters<typeof account>[0] =>
  (request, response) => {
    if (request.method !== "REPORT") return false;
    fault(request, response);
    return true;
  };
const status = (code: number, headers: Record<string, string> = {}, body = ""): Answer => {
  return (_request, response) => void response.writeHead(code, headers).end(body);
};

describe("a server that does not answer", () => {
  test("but takes the connection is unreachable at the deadline", async () => {
    const hole = createServer(() => {});
    await new Promise<void>((resolve) => hole.listen(0, "127.0.0.1", resolve));
    const sockets = new Set<{ destroy(): void }>();
    hole.on("connection", (socket) => sockets.add(socket));
    opened.push({
      close: async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => hole.close(resolve));
      },
    });
    const begun = performance.now();
    const failure = await busyFailure(`http://127.0.0.1:${portOf(hole)}/`, 300);
    expect(failure).toMatchObject({ kind: "unreachable", message: expect.stringContaining("in time") });
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test("to the end, after its headers, is unreachable at the deadline", async () => {
    const { url } = await serve(
      account(
        onReport((_request, response) => void response.writeHead(207, { "content-type": "application/xml" }).write("<d:multi")),
      ),
    );
    expect(await busyFailure(url, 400)).toMatchObject({ kind: "unreachable" });
  });

  test("because it hangs up is unreachable at once", async () => {
    const { url } = await serve(account(onReport((_request, response) => response.destroy())));
    expect(await busyFailure(url)).toMatchObject({ kind: "unreachable" });
  });

  test("because nobody listens is unreachable, after one try", async () => {
    expect(await busyFailure("http://127.0.0.1:9/")).toMatchObject({ kind: "unreachable" });
  });
});

describe("a refusal is one of the closed set", () => {
  test.each([
    [401, {}, { kind: "auth_lost" }],
    [403, {}, { kind: "auth_lost" }],
    [404, {}, { kind: "not_found" }],
    [410, {}, { kind: "not_found" }],
    [429, { "retry-after": "120" }, { kind: "rate_limited", retryAt: now + 120_000 }],
    [429, {}, { kind: "rate_limited", retryAt: now + 60_000 }],
    [503, { "retry-after": "Mon, 01 Jun 2026 12:10:00 GMT" }, { kind: "rate_limited", retryAt: now + 600_000 }],
    [503, { "retry-after": "Mon, 01 Jun 2020 12:10:00 GMT" }, { kind: "rate_limited", retryAt: now }],
    [503, {}, { kind: "unreachable" }],
    [502, {}, { kind: "unreachable" }],
    [500, {}, { kind: "unreachable" }],
    [400, {}, { kind: "refused" }],
    [507, {}, { kind: "refused" }],
  ])("%i %o", async (code, headers, expected) => {
    const { url } = await serve(account(onReport(status(code, headers))));
    expect(await busyFailure(url)).toMatchObject(expected);
  });

  test("of the login is not tried again", async () => {
    const { url, asked } = await serve(status(401));
    expect(await busyFailure(url)).toMatchObject({ kind: "auth_lost" });
    expect(asked).toEqual(["PROPFIND /"]);
  });
});

describe("an answer that is not one is never an empty calendar", () => {
  const type = { "content-type": "application/xml" };
  const html = { "content-type": "text/html" };
  const half = xml("<d:response><d:href>/me/work/a.ics</d:href>").replace("</d:multistatus>", "");
  const full = xml("<d:response><d:href>/me/work/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>");
  const notCaldav = /not one of a CalDAV server/;
  test.each([
    ["empty", status(207, type), notCaldav],
    ["a sign-in page", status(200, html, "<html>Sign in</html>"), notCaldav],
    ["a sign-in page as 207", status(207, html, "<html>Sign in</html>"), notCaldav],
    ["XML cut short", status(207, type, half), notCaldav],
    ["200 with XML", status(200, type, xml("")), notCaldav],
    ["XML that is not well-formed", status(207, type, xml("<d:response>")), /does not show/],
    ["an event without its text", status(207, type, answered("/me/work/a.ics", "<d:getetag>1</d:getetag>")), /does not show/],
    ["cut short by the server, which says so", status(207, type, full), /507 Insufficient Storage\.$/],
    ["too large", status(207, type, xml(" ".repeat(17 * 1024 * 1024))), /more than 16777216 bytes/],
  ])("%s", async (_name, fault, says) => {
    const { url } = await serve(account(onReport(fault)));
    expect(await busyFailure(url)).toEqual({ kind: "refused", message: expect.stringMatching(says) });
  });

  test("an account without calendars is a failure, not a free rep", async () => {
    const { url } = await serve(
      account(({ body }, response) => {
        if (!body.includes("displayname")) return false;
        response.writeHead(207, type).end(answered("/me/", "<d:resourcetype><d:collection/></d:resourcetype>"));
        return true;
      }),
    );
    expect(await busyFailure(url)).toMatchObject({ kind: "not_found" });
  });

  test("XML under the wrong content type, with other prefixes and CDATA, is understood", async () => {
    const ics = calendarText(["UID:a", "DTSTART:20260615T090000Z", "DTEND:20260615T100000Z"]);
    const body = `<multistatus xmlns="DAV:" xmlns:X="urn:ietf:params:xml:ns:caldav"><response><href>/me/work/a.ics</href><propstat><prop><X:calendar-data><![CDATA[${ics}]]></X:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`;
    const { url } = await serve(account(onReport(status(207, { "content-type": "text/plain" }, body))));
    const result = await calendarAt(url).busy(june, 5_000);
    expect(result).toEqual({
      ok: true,
      value: [{ startAt: instant(Date.parse("2026-06-15T09:00Z")), endAt: instant(Date.parse("2026-06-15T10:00Z")) }],
    });
  });

  test("a server that knows no well-known address and no principal is a lone calendar", async () => {
    const { url } = await serve(({ method, body }, response) => {
      const found = method === "REPORT" ? xml("") : answered("/", body.includes("displayname") ? calendarProps("Lone") : "");
      response.writeHead(method === "GET" ? 404 : 207, type).end(found);
    });
    expect(await calendarAt(url).busy(june, 5_000)).toEqual({ ok: true, value: [] });
  });
});

describe("the password", () => {
  test("is sent to the configured origin alone: a redirect elsewhere is refused and not followed", async () => {
    const thief = await serve(status(200));
    const { url } = await serve(account(onReport(status(302, { location: `${thief.url}steal` }))));
    expect(await busyFailure(url)).toMatchObject({
      kind: "refused",
      message: expect.stringContaining(new URL(thief.url).origin),
    });
    expect(thief.asked).toEqual([]);
  });

  test("is not sent where an answer points to", async () => {
    const thief = await serve(status(200));
    const { url } = await serve(
      account(({ body }, response) => {
        if (!body.includes("calendar-home-set")) return false;
        response
          .writeHead(207, { "content-type": "application/xml" })
          .end(answered("/me/", `<c:calendar-home-set><d:href>${thief.url}me/</d:href></c:calendar-home-set>`));
        return true;
      }),
    );
    expect((await busyFailure(url)).kind).toBe("refused");
    expect(thief.asked).toEqual([]);
  });

  test("follows a redirect within the origin, with method and body", async () => {
    const { url, asked } = await serve(
      account(({ method, path, body }, response) => {
        if (method !== "REPORT" || path.startsWith("/moved")) return false;
        expect(body).toContain("calendar-query");
        response.writeHead(301, { location: `/moved${path}` }).end();
        return true;
      }),
    );
    expect(await calendarAt(url).busy(june, 5_000)).toEqual({ ok: true, value: [] });
    expect(asked).toContain("REPORT /moved/me/work/");
  });

  test("does not run in circles", async () => {
    const { url } = await serve(account(onReport(status(301, { location: "/" }))));
    expect(await busyFailure(url)).toMatchObject({ kind: "refused", message: expect.stringContaining("circles") });
  });

  test("may go to the numbered hosts of iCloud, and to no look-alike", () => {
    const home = "https://caldav.icloud.com/";
    expect(mayAsk(home, new URL("https://p42-caldav.icloud.com/1234/calendars/"))).toBe(true);
    for (const url of [
      "http://p42-caldav.icloud.com/",
      "https://p42-caldav.icloud.com.evil.example/",
      "https://p42-caldav.icloud.com:8443/",
      "https://evil.icloud.com/",
    ]) {
      expect(mayAsk(home, new URL(url))).toBe(false);
    }
    expect(mayAsk("https://dav.example.com/", new URL("https://p42-caldav.icloud.com/"))).toBe(false);
    expect(mayAsk("https://dav.example.com/", new URL("http://dav.example.com/"))).toBe(false);
  });

  test("with letters beyond Latin is sent as UTF-8", async () => {
    const { url } = await serve(({ message }, response) => {
      const [, encoded = ""] = (message.headers.authorization ?? "").split(" ");
      response.end(Buffer.from(encoded, "base64").toString());
    });
    const access = { url, username: "æda", password: "会議", signal: AbortSignal.timeout(5_000), now: () => now };
    expect(await (await davFetch(access)(url)).text()).toBe("æda:会議");
  });
});

describe("writing", () => {
  const put = (answers: Record<string, Answer>): ReturnType<typeof account> =>
    account((request, response) => {
      const answer = answers[request.method];
      if (!answer) return false;
      answer(request, response);
      return true;
    });

  test("to a server that commits and then hangs up makes one event, because the name is the same", async () => {
    const stored = new Map<string, string>();
    let hangUp = true;
    const { url } = await serve(
      put({
        PUT: ({ path, body, message }, response) => {
          if (message.headers["if-none-match"] === "*" && stored.has(path)) return void response.writeHead(412).end();
          stored.set(path, body);
          if (hangUp) response.destroy();
          else response.writeHead(201).end();
        },
        GET: ({ path }, response) =>
          void response.writeHead(stored.has(path) ? 200 : 404, { etag: '"1"' }).end(stored.get(path) ?? ""),
      }),
    );
    expect(await calendarAt(url).create(meeting, 5_000)).toMatchObject({ ok: false, failure: { kind: "unreachable" } });
    hangUp = false;
    expect(await calendarAt(url).create(meeting, 5_000)).toEqual({
      ok: true,
      value: { url: `${url}me/work/bk_fault.ics`, etag: '"1"' },
    });
    expect(stored.size).toBe(1);
  });

  test("a read-only calendar is auth_lost, a full one refused, a busy one rate_limited", async () => {
    for (const [code, kind] of [
      [403, "auth_lost"],
      [507, "refused"],
      [429, "rate_limited"],
    ] as const) {
      const { url } = await serve(put({ PUT: status(code), GET: status(404), DELETE: status(code) }));
      expect(await calendarAt(url).create(meeting, 5_000)).toMatchObject({ ok: false, failure: { kind } });
      expect(await calendarAt(url).cancel(null, meeting.uid, 5_000)).toMatchObject({ ok: false, failure: { kind } });
    }
  });

  test("a weak tag is not used as a condition, and a lost race is tried once more with the fresh tag", async () => {
    const conditions: (string | undefined)[] = [];
    const { url } = await serve(
      put({
        PUT: ({ message }, response) => {
          conditions.push(message.headers["if-match"]);
          response.writeHead(message.headers["if-match"] === '"old"' ? 412 : 204).end();
        },
        GET: status(200, { etag: '"fresh"' }, calendarText([`UID:${meeting.uid}`, "DTSTART:20260615T090000Z"])),
      }),
    );
    const ref = { url: `${url}me/work/bk_fault.ics` };
    expect(await calendarAt(url).update({ ...ref, etag: 'W/"weak"' }, meeting, 5_000)).toMatchObject({ ok: true });
    expect(await calendarAt(url).update({ ...ref, etag: '"old"' }, meeting, 5_000)).toMatchObject({ ok: true });
    expect(conditions).toEqual([undefined, '"old"', '"fresh"']);
  });
});
