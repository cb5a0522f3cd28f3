import type { OwnEvent } from "../../../core/ports/calendar.ts";
import { instant, type ZoneName } from "../../../core/time.ts";
import type { Ical } from "./busy-spans.ts";
import { CalendarFault } from "./calendar-fault.ts";
import { isArray } from "./ical-values.ts";
import { propertyReader } from "./property-reader.ts";
import type { RawObject } from "./read-objects.ts";

interface Whose {
  readonly uid: string;
  readonly timeZone: ZoneName;
  /** Lower case. */
  readonly ownAddresses: ReadonlySet<string>;
}

/** When the event with this uid is, and whether its person declined it; null when it is called off. Throws CalendarFault. */
export function ownEvent(ical: Ical, { data }: RawObject, { uid, timeZone, ownAddresses }: Whose): OwnEvent | null {
  const parsed: unknown = ical.parse(data);
  if (!isArray(parsed)) throw unreadable();
  const calendar = new ical.Component([...parsed]);
  const read = propertyReader(ical, calendar, timeZone);
  const event = calendar.getAllSubcomponents("vevent").find((one) => read.text(one, "uid") === uid);
  const start = event && read.times(event, "dtstart")[0];
  if (!event || !start) throw unreadable();
  if (read.text(event, "status").toUpperCase() === "CANCELLED") return null;
  const startAt = start.zone.earliest(start.wall);
  const end = read.times(event, "dtend")[0];
  const length = read.duration(event) ?? { days: 0, ms: 0 };
  const endAt = end ? end.zone.latest(end.wall) : startAt + length.days * 86_400_000 + length.ms;
  const people = ["attendee", "organizer"].flatMap((name) => event.getAllProperties(name));
  const declined = people.some((person) => {
    const address = String(person.getFirstValue() ?? "")
      .toLowerCase()
      .replace(/^mailto:/, "");
    return ownAddresses.has(address) && person.getFirstParameter("partstat")?.toUpperCase() === "DECLINED";
  });
  return { startAt: instant(startAt), endAt: instant(endAt), declined };
}

function unreadable(): CalendarFault {
  return new CalendarFault({ kind: "refused", message: "the meeting's event cannot be read" });
}
