import type { CalendarChanges } from "../../../core/ports/calendar.ts";
import { formatInstant, type Instant, instant } from "../../../core/time.ts";
import { cursorText, readCursor } from "../cursor.ts";
import { eventUrl, type MailboxAccess, otherAddresses, watchedPaths } from "./calendar-paths.ts";
import { everyPage, linkedPath } from "./graph-client.ts";
import { GraphFault } from "./graph-fault.ts";
import { member, textOf } from "./json.ts";

interface Window {
  readonly now: Instant;
  /** The window has to reach to this at least. */
  readonly until: Instant;
}

interface Told {
  readonly place: string;
  readonly urls: readonly string[] | null;
}

const dayMs = 86_400_000;
/** A delta is about a fixed time; so much more is taken that it is begun anew every other week and not at each call. */
const spareMs = 14 * dayMs;
const pages = { Prefer: "odata.maxpagesize=200" };

/** What changed in each calendar's window, by delta. https://learn.microsoft.com/graph/delta-query-events. Throws GraphFault. */
export async function readChanges(access: MailboxAccess, cursor: string | null, window: Window): Promise<CalendarChanges> {
  const known = readCursor(cursor);
  const paths = watchedPaths(access.account);
  const told = await Promise.all(paths.map((path) => changesOf(access, { path, place: known[path] ?? null, window })));
  return {
    cursor: cursorText(Object.fromEntries(paths.map((path, i) => [path, told[i]?.place ?? null]))),
    whole: told.some(({ urls }) => urls === null),
    blind: otherAddresses(access.account).length > 0,
    urls: told.flatMap(({ urls }) => urls ?? []),
  };
}

interface Since {
  readonly path: string;
  /** The end of its window, and the link to go on with. */
  readonly place: string | null;
  readonly window: Window;
}

async function changesOf(access: MailboxAccess, { path, place, window }: Since): Promise<Told> {
  const [, endAt = "0", link = ""] = /^(\d+) (.+)$/.exec(place ?? "") ?? [];
  if (link === "" || Number(endAt) < window.until) return begin(access, path, window);
  try {
    const { items, last } = await everyPage(access.graph, access.root, { method: "GET", path: link, headers: pages });
    const ids = items.map((item) => textOf(item, "id")).filter((id) => id !== null);
    return { place: placeOf(access, Number(endAt), last), urls: ids.map((id) => eventUrl(access, id)) };
  } catch (error) {
    if (isForgotten(error)) return begin(access, path, window);
    throw error;
  }
}

/** Graph lists everything before it says where to go on. */
async function begin(access: MailboxAccess, path: string, { now, until }: Window): Promise<Told> {
  const endAt = Math.max(until, now) + spareMs;
  const query = { startDateTime: formatInstant(instant(now - dayMs)), endDateTime: formatInstant(instant(endAt)) };
  const call = { method: "GET", path: `${path}/calendarView/delta`, query, headers: pages } as const;
  const { last } = await everyPage(access.graph, access.root, call);
  return { place: placeOf(access, endAt, last), urls: null };
}

function placeOf({ root }: MailboxAccess, endAt: number, last: unknown): string {
  return `${endAt} ${linkedPath(root, member(last, "@odata.deltaLink"))}`;
}

/** Graph does not go on from there: its words for it are several. */
function isForgotten(error: unknown): boolean {
  if (!(error instanceof GraphFault) || !error.answer) return false;
  const { status, code } = error.answer;
  return status === 410 || /syncstate|resync/i.test(code ?? "");
}
