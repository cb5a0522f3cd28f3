import type { IncomingMessage, ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { openCalendar } from "../../server/adapters/calendars/index.ts";
import type { CalendarFailure } from "../../server/core/ports/calendar.ts";
import { repWith, settingsAt } from "./caldav-rep.ts";
import { at, failureOf, june, meetingOfAda } from "./calendar-calls.ts";
import { serveHttp } from "./serve-http.ts";

/** One request as the server saw it, and how it is answered. */
export type Answer = (
  request: { method: string; path: string; body: string; message: IncomingMessage },
  response: ServerResponse,
) => void;

export const now = at("2026-06-01T12:00:00Z");
export const meeting = meetingOfAda({ uid: "bk_fault" });

/** A server on a free loopback port that answers as it is told until the test is over; answers its address and what it was asked. */
export async function serve(answer: Answer): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = await serveHttp((message, response) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => {
      const { method = "", url: path = "" } = message;
      asked.push(`${method} ${path}`);
      answer({ method, path, body: Buffer.concat(chunks).toString(), message }, response);
    });
  });
  onTestFinished(server.stop);
  return { url: `${server.origin}/`, asked };
}

export const xml = (inner: string): string =>
  `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${inner}</d:multistatus>`;
export const answered = (href: string, prop: string): string =>
  xml(
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${prop}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`,
  );

export const calendarProps = (name: string): string =>
  `<d:displayname>${name}</d:displayname><d:resourcetype><d:collection/><c:calendar/></d:resourcetype>`;

/** A whole account that is well, to be broken in one place by `fault`, which says true when it answered. */
export function account(fault: (...args: Parameters<Answer>) => boolean, events = xml("")): Answer {
  return (request, response) => {
    if (fault(request, response)) return;
    const send = (body: string): void => void response.writeHead(207, { "content-type": "application/xml" }).end(body);
    if (request.method === "REPORT") send(events);
    else if (request.method !== "PROPFIND") response.writeHead(405).end();
    else if (request.body.includes("current-user-principal"))
      send(answered("/", "<d:current-user-principal><d:href>/me/</d:href></d:current-user-principal>"));
    else if (request.body.includes("calendar-home-set"))
      send(answered("/me/", "<c:calendar-home-set><d:href>/me/</d:href></c:calendar-home-set>"));
    else send(answered("/me/office/", calendarProps("Office")));
  };
}

export function calendarAt(url: string) {
  return openCalendar(repWith(settingsAt(url)), { secret: () => "secret", now: () => now });
}

export async function busyFailure(url: string, timeoutMs = 5_000): Promise<CalendarFailure> {
  return failureOf(await calendarAt(url).busy(june, timeoutMs));
}

export const onReport =
  (fault: Answer): Parameters<typeof account>[0] =>
  (request, response) => {
    if (request.method !== "REPORT") return false;
    fault(request, response);
    return true;
  };
export const status = (code: number, headers: Record<string, string> = {}, body = ""): Answer => {
  return (_request, response) => void response.writeHead(code, headers).end(body);
};
