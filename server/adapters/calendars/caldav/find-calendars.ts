import type { DAVAccount, DAVResponse } from "tsdav";
import type { CalendarSettings } from "../../../core/availability/rep.ts";
import { CalendarFault, failureOf } from "./calendar-fault.ts";

export type CaldavSettings = Extract<CalendarSettings, { kind: "caldav" }>;
/** What is used of the library. */
export type Tsdav = Pick<
  typeof import("tsdav"),
  "calendarQuery" | "createAccount" | "createObject" | "deleteObject" | "propfind" | "syncCollection" | "updateObject"
>;

export interface FoundCalendar {
  /** Ends in `/`. */
  readonly url: string;
  readonly name: string;
  readonly canWrite: boolean;
}

/** The account's calendars that this rep uses. */
export interface RepCalendars {
  readonly all: readonly FoundCalendar[];
  readonly busy: readonly FoundCalendar[];
  readonly meeting: FoundCalendar;
}

const collectionProps = {
  "d:displayname": {},
  "d:resourcetype": {},
  "c:supported-calendar-component-set": {},
  "d:current-user-privilege-set": {},
};

/** Finds the account's event calendars and picks those that the settings name; throws CalendarFault when one is missing. */
export async function findCalendars(dav: Tsdav, settings: CaldavSettings, request: typeof fetch): Promise<RepCalendars> {
  const all = await discover(dav, settings.url, request);
  const called = (wanted: string): readonly FoundCalendar[] => {
    const found = all.filter((calendar) => isCalled(calendar, wanted, settings.url));
    if (found.length > 0) return found;
    const names = all.map((calendar) => JSON.stringify(calendar.name)).join(", ");
    throw fault(`there is no calendar ${JSON.stringify(wanted)}; the account has ${names || "none"}`);
  };
  // Two calendars may share a name: both are busy.
  const named = new Set((settings.busyCalendars ?? []).flatMap(called));
  const busy = named.size > 0 ? [...named] : all;
  const [meeting] = settings.meetingCalendar === undefined ? busy : called(settings.meetingCalendar);
  if (!meeting) throw fault("the account has no calendar for events");
  return { all, busy, meeting };
}

function fault(message: string): CalendarFault {
  return new CalendarFault({ kind: "not_found", message });
}

function isCalled(calendar: FoundCalendar, wanted: string, base: string): boolean {
  if (calendar.name === wanted.trim()) return true;
  return /^(https?:\/)?\//.test(wanted) && comparable(new URL(wanted, base).href) === comparable(calendar.url);
}

/** Servers differ in what they percent-encode. */
function comparable(url: string): string {
  try {
    return collectionUrl(decodeURIComponent(url));
  } catch {
    // URIError: a lone percent sign, which is then the same in both.
    return collectionUrl(url);
  }
}

function collectionUrl(url: string): string {
  return url.endsWith("/") ? url : `${url}/`;
}

async function discover(dav: Tsdav, url: string, request: typeof fetch): Promise<readonly FoundCalendar[]> {
  const home = await findHome(dav, url, request);
  const responses = await dav.propfind({
    url: home ?? url,
    depth: home === null ? "0" : "1",
    props: collectionProps,
    fetch: request,
  });
  const calendars = responses.filter(isEventCalendar).map((response) => ({
    url: collectionUrl(new URL(response.href ?? "", home ?? url).href),
    name: textOf(response.props?.displayname) || lastSegment(response.href ?? ""),
    canWrite: mayWrite(response),
  }));
  // Servers list in any order; "the first" must be the same one tomorrow.
  return calendars.toSorted((a, b) => (a.url < b.url ? -1 : 1));
}

/** The folder of calendars: from the address itself, else by the well-known address, else null (a lone calendar perhaps). */
async function findHome(dav: Tsdav, url: string, request: typeof fetch): Promise<string | null> {
  const account: DAVAccount = { accountType: "caldav", serverUrl: url };
  const attempts = [
    () => dav.createAccount({ account: { ...account, rootUrl: url }, fetch: request }),
    () => dav.createAccount({ account, fetch: request }),
  ];
  for (const attempt of attempts) {
    try {
      const { homeUrl } = await attempt();
      if (homeUrl) return homeUrl;
    } catch (error) {
      const { kind } = failureOf(error);
      if (kind !== "not_found" && kind !== "refused") throw error;
    }
  }
  return null;
}

function isEventCalendar({ props }: DAVResponse): boolean {
  if (attribute(attribute(props, "resourcetype"), "calendar") === undefined) return false;
  const listed = attribute(attribute(props, "supportedCalendarComponentSet"), "comp");
  const components = (Array.isArray(listed) ? listed : [listed]).map(componentName).filter((name) => name !== null);
  return components.length === 0 || components.includes("VEVENT");
}

/** RFC 3744: a server that does not tell privileges lets its owner write. */
function mayWrite({ props }: DAVResponse): boolean {
  const told = attribute(attribute(props, "currentUserPrivilegeSet"), "privilege");
  if (told === undefined) return true;
  const granted = (Array.isArray(told) ? told : [told]).flatMap((one: unknown) =>
    typeof one === "object" && one !== null ? Object.keys(one) : [],
  );
  return ["all", "write", "writeContent", "bind"].some((name) => granted.includes(name));
}

function componentName(component: unknown): string | null {
  const name = attribute(component, "_attributes");
  const value = attribute(name, "name");
  return typeof value === "string" ? value : null;
}

/** A property of what the library made of an element; undefined when there is none. */
export function attribute(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** The library turns "2026" into a number and CDATA into an object. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const inner = attribute(value, "_cdata") ?? attribute(value, "_text");
  return typeof inner === "string" ? inner : "";
}

function lastSegment(href: string): string {
  return href.split("/").findLast((segment) => segment !== "") ?? "";
}
