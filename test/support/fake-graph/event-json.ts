import { dateTimeTimeZone, type Occurrence, wholeDay } from "./graph-occurrences.ts";

export interface Shape {
  readonly zone: string;
  /** Of `$select`; everything without. */
  readonly select: readonly string[] | null;
  /** Ids of the extended properties of `$expand`. */
  readonly marks: readonly string[];
}

/** An event as Graph writes it. */
export function eventJson({ event, start, end }: Occurrence, { zone, select, marks }: Shape): Record<string, unknown> {
  const time = event.isAllDay ? wholeDay : dateTimeTimeZone;
  const whole: Record<string, unknown> = {
    changeKey: event.changeKey,
    transactionId: event.transactionId,
    subject: event.subject,
    bodyPreview: event.body.slice(0, 255),
    body: { contentType: "text", content: event.body },
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: event.response === "organizer",
    isOnlineMeeting: event.isOnlineMeeting,
    onlineMeetingProvider: event.isOnlineMeeting ? "teamsForBusiness" : "unknown",
    onlineMeeting: event.isOnlineMeeting ? { joinUrl: "https://teams.microsoft.com/l/meetup-join/1" } : null,
    showAs: event.showAs,
    type: event.recurs ? "occurrence" : "singleInstance",
    responseStatus: { response: event.response, time: "0001-01-01T00:00:00Z" },
    start: time(start, zone),
    end: time(end, zone),
    location: { displayName: event.location, locationType: "default" },
    attendees: event.attendees.map((address) => ({ type: "required", emailAddress: { name: address, address } })),
  };
  const chosen = select ? Object.fromEntries(Object.entries(whole).filter(([key]) => select.includes(key))) : whole;
  const shown = [...event.marks].filter(([id]) => marks.includes(id)).map(([id, value]) => ({ id, value }));
  return {
    "@odata.etag": `W/"${event.changeKey}"`,
    id: event.id,
    ...chosen,
    ...(shown.length > 0 ? { singleValueExtendedProperties: shown } : {}),
  };
}
