import { describe, expect, test } from "vitest";
import { startBlackHole } from "../../support/black-hole.ts";
import { calendarText } from "../../support/caldav-account.ts";
import { at, june } from "../../support/calendar-calls.ts";
import {
  type Answer,
  account,
  answered,
  busyFailure,
  calendarAt,
  calendarProps,
  meeting,
  now,
  onReport,
  serve,
  status,
  xml,
} from "../../support/dav-as-told.ts";

describe("a server that does not answer", () => {
  test("but takes the connection is unreachable at the deadline", async () => {
    const url = await startBlackHole();
    const begun = performance.now();
    const failure = await busyFailure(url, 300);
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
  const half = xml("<d:response><d:href>/me/office/a.ics</d:href>").replace("</d:multistatus>", "");
  const full = xml("<d:response><d:href>/me/office/</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>");
  const notCaldav = /not one of a CalDAV server/;
  test.each([
    ["empty", status(207, type), notCaldav],
    ["a sign-in page", status(200, html, "<html>Sign in</html>"), notCaldav],
    ["a sign-in page as 207", status(207, html, "<html>Sign in</html>"), notCaldav],
    ["XML cut short", status(207, type, half), notCaldav],
    ["200 with XML", status(200, type, xml("")), notCaldav],
    ["XML that is not well-formed", status(207, type, xml("<d:response>")), /does not show/],
    ["an event without its text", status(207, type, answered("/me/office/a.ics", "<d:getetag>1</d:getetag>")), /does not show/],
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
    const body = `<multistatus xmlns="DAV:" xmlns:X="urn:ietf:params:xml:ns:caldav"><response><href>/me/office/a.ics</href><propstat><prop><X:calendar-data><![CDATA[${ics}]]></X:calendar-data></prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>`;
    const { url } = await serve(account(onReport(status(207, { "content-type": "text/plain" }, body))));
    const result = await calendarAt(url).busy(june, 5_000);
    expect(result).toEqual({
      ok: true,
      value: [{ startAt: at("2026-06-15T09:00Z"), endAt: at("2026-06-15T10:00Z") }],
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
      value: { url: `${url}me/office/bk_fault.ics`, etag: '"1"' },
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
    const ref = { url: `${url}me/office/bk_fault.ics` };
    expect(await calendarAt(url).update({ ...ref, etag: 'W/"weak"' }, meeting, 5_000)).toMatchObject({ ok: true });
    expect(await calendarAt(url).update({ ...ref, etag: '"old"' }, meeting, 5_000)).toMatchObject({ ok: true });
    expect(conditions).toEqual([undefined, '"old"', '"fresh"']);
  });
});
