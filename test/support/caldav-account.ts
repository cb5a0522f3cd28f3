/** An account on a real CalDAV server, and what a person with a calendar application would do to it. */
export interface CaldavAccount {
  /** Where discovery starts. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** The folder of the account's calendars, ending in `/`. */
  readonly homeUrl: string;
}

export interface CaldavServer extends CaldavAccount {
  stop(): Promise<void>;
}

interface DavCall {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

async function dav(account: CaldavAccount, { method, url, body }: DavCall): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
  const type = body?.startsWith("BEGIN") ? "text/calendar; charset=utf-8" : "application/xml; charset=utf-8";
  const headers = { authorization, depth: "1", ...(body === undefined ? {} : { "content-type": type }) };
  const response = await fetch(url, { method, headers, body: body ?? null });
  if (!response.ok && response.status !== 404) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response;
}

const xml = '<?xml version="1.0" encoding="utf-8"?>';
const namespaces = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"';

/** Makes a calendar; `path` is its last segment. Answers its URL. */
export async function makeCalendar(account: CaldavAccount, path: string, displayName: string): Promise<string> {
  const url = `${account.homeUrl}${path}/`;
  const props = `<d:set><d:prop><d:displayname>${displayName}</d:displayname></d:prop></d:set>`;
  await dav(account, { method: "MKCALENDAR", url, body: `${xml}<c:mkcalendar ${namespaces}>${props}</c:mkcalendar>` });
  return url;
}

/** Puts an event, as lines of a VEVENT or as whole iCalendar text, into a calendar. */
export async function putEvent(account: CaldavAccount, calendarUrl: string, lines: readonly string[] | string): Promise<void> {
  const body = typeof lines === "string" ? lines : calendarText(lines);
  const uid = /^UID:(.*)$/m.exec(body)?.[1]?.trim() ?? "no-uid";
  await dav(account, { method: "PUT", url: `${calendarUrl}${uid}.ics`, body });
}

/** Puts iCalendar text where an object is. */
export async function putAt(account: CaldavAccount, url: string, body: string): Promise<void> {
  await dav(account, { method: "PUT", url, body });
}

/** The raw objects of a calendar. */
export async function readEvents(account: CaldavAccount, calendarUrl: string): Promise<readonly string[]> {
  const body = `${xml}<d:propfind ${namespaces}><d:prop><d:getetag/></d:prop></d:propfind>`;
  const listing = await (await dav(account, { method: "PROPFIND", url: calendarUrl, body })).text();
  const hrefs = [...listing.matchAll(/<(?:\w+:)?href>([^<]+\.ics)<\/(?:\w+:)?href>/g)].map((match) => match[1] ?? "");
  const read = async (href: string) => (await dav(account, { method: "GET", url: new URL(href, calendarUrl).href })).text();
  return Promise.all(hrefs.map(read));
}

/** Takes an object, or a whole calendar, away. */
export async function deleteAt(account: CaldavAccount, url: string): Promise<void> {
  await dav(account, { method: "DELETE", url });
}

/** iCalendar text around the lines of a VEVENT (or of several components, when the lines say BEGIN themselves). */
export function calendarText(lines: readonly string[]): string {
  const body = lines[0]?.startsWith("BEGIN:") ? lines : ["BEGIN:VEVENT", "DTSTAMP:20260101T000000Z", ...lines, "END:VEVENT"];
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//Test//EN", ...body, "END:VCALENDAR", ""].join("\r\n");
}
