import type { BusySpan } from "../../../core/ports/calendar.ts";
import { formatInstant, instant, type ZoneName } from "../../../core/time.ts";
import { everyItem, type Graph } from "./graph-client.ts";
import { inUtc, isMidnight, readTime, wholeDays } from "./graph-time.ts";
import { member, textOf } from "./json.ts";
import { showMarks, uidOf } from "./own-events.ts";
import { showsBusy } from "./shows-busy.ts";

export interface EventsQuestion {
  readonly root: string;
  readonly range: BusySpan;
  readonly timeZone: ZoneName;
  readonly tentativeIsBusy: boolean;
  readonly ignoreUids: ReadonlySet<string>;
}

/** Graph looks for whole days in a zone of its own choice, at most 14 hours from the rep's. */
const marginMs = 26 * 3_600_000;
const pageSize = 250;

/** What of one calendar's events makes busy, recurring ones expanded by Graph. `calendar` is its path. Throws GraphFault. */
export async function readEvents(graph: Graph, calendar: string, question: EventsQuestion): Promise<readonly BusySpan[]> {
  const { root, range } = question;
  const events = await everyItem(graph, root, {
    method: "GET",
    path: `${calendar}/calendarView`,
    query: {
      startDateTime: formatInstant(instant(range.startAt - marginMs)),
      endDateTime: formatInstant(instant(range.endAt + marginMs)),
      $select: "start,end,isAllDay,isCancelled,showAs,responseStatus",
      $expand: showMarks,
      $top: String(pageSize),
    },
    headers: inUtc,
  });
  return events.flatMap((event) => spanOf(event, question) ?? []);
}

function spanOf(event: unknown, { timeZone, tentativeIsBusy, ignoreUids }: EventsQuestion): BusySpan | null {
  if (member(event, "isCancelled") === true) return null;
  if (textOf(member(event, "responseStatus"), "response") === "declined") return null;
  if (!showsBusy(textOf(event, "showAs"), tentativeIsBusy)) return null;
  const uid = uidOf(event);
  if (uid !== null && ignoreUids.has(uid)) return null;
  const span = { startAt: readTime(member(event, "start")), endAt: readTime(member(event, "end")) };
  const isDates = member(event, "isAllDay") === true && isMidnight(span.startAt) && isMidnight(span.endAt);
  return isDates ? wholeDays(span, timeZone) : span;
}
