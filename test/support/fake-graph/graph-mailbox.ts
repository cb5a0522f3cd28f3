import { randomUUID } from "node:crypto";

/** An event as the fake keeps it. Whole days are dates; everything else is an instant. */
export interface GraphEvent {
  id: string;
  calendarId: string;
  changeKey: string;
  transactionId: string | null;
  /** Extended properties by their id. */
  marks: Map<string, string>;
  subject: string;
  body: string;
  location: string;
  showAs: string;
  isAllDay: boolean;
  isCancelled: boolean;
  isOnlineMeeting: boolean;
  response: string;
  attendees: readonly string[];
  /** ISO 8601 in UTC, or a date when `isAllDay`. */
  start: string;
  end: string;
  /** How often it recurs in all, and after how many days. */
  recurs: { readonly times: number; readonly everyDays: number } | null;
}

export interface GraphCalendar {
  readonly id: string;
  readonly name: string;
  readonly canEdit: boolean;
}

/** What a person with Outlook would do to a mailbox, and what can be seen there. */
export interface GraphMailbox {
  readonly address: string;
  /** The zone in which whole days are whole. */
  readonly timeZone: string;
  readonly calendars: GraphCalendar[];
  readonly events: Map<string, GraphEvent>;
  /** The responseCode that getSchedule answers for this mailbox. */
  scheduleError: string | null;
  /** What getSchedule publishes: everything, the view alone, or nothing. */
  publishes: "items" | "view" | "nothing";
  /** Whether getSchedule gives whole days as midnights of UTC, like calendarView does. */
  schedulesDates: boolean;
  /** Invitations and cancellations that Exchange has mailed to attendees. */
  mails: number;
  addCalendar(name: string, canEdit?: boolean): GraphCalendar;
  put(event: Pick<GraphEvent, "start" | "end"> & Partial<GraphEvent>): GraphEvent;
  /** Into another calendar: as in Outlook, the event gets another id. */
  drag(event: GraphEvent, calendarId: string): GraphEvent;
  touch(event: GraphEvent): void;
  remove(id: string): void;
  /** What happened, in order; a delta token is a place in it. */
  readonly log: readonly { readonly calendarId: string; readonly id: string }[];
  /** Delta tokens of places before this one are not known any more. */
  forgottenBefore: number;
  onChange: (calendarId: string, eventId: string) => void;
}

export function graphMailbox(address: string, timeZone: string): GraphMailbox {
  const calendars: GraphCalendar[] = [];
  const events = new Map<string, GraphEvent>();
  const log: { readonly calendarId: string; readonly id: string }[] = [];
  const note = ({ calendarId, id }: GraphEvent) => {
    log.push({ calendarId, id });
    mailbox.onChange(calendarId, id);
  };
  const mailbox: GraphMailbox = {
    address,
    timeZone,
    calendars,
    events,
    log,
    forgottenBefore: 0,
    onChange: () => {},
    scheduleError: null,
    publishes: "items",
    schedulesDates: false,
    mails: 0,
    addCalendar(name, canEdit = true) {
      // Ids of Graph have characters that a path must not have.
      const calendar = { id: `AAMkAD${Buffer.from(`${name}/${randomUUID()}`).toString("base64url")}/+=`, name, canEdit };
      calendars.push(calendar);
      return calendar;
    },
    put(event) {
      const made: GraphEvent = { ...blankEvent(calendars[0]?.id ?? ""), ...event };
      events.set(made.id, made);
      note(made);
      return made;
    },
    drag(event, calendarId) {
      mailbox.remove(event.id);
      return mailbox.put({ ...event, id: newId(), calendarId });
    },
    touch(event) {
      event.changeKey = newKey();
      note(event);
    },
    remove(id) {
      const event = events.get(id);
      events.delete(id);
      if (event) note(event);
    },
  };
  mailbox.addCalendar("Calendar");
  return mailbox;
}

function newId(): string {
  return `AAMkAGI${Buffer.from(randomUUID()).toString("base64")}AAA/+=`;
}

function newKey(): string {
  return `${Buffer.from(randomUUID()).toString("base64")}==`;
}

function blankEvent(calendarId: string): GraphEvent {
  return {
    id: newId(),
    calendarId,
    changeKey: newKey(),
    transactionId: null,
    marks: new Map(),
    subject: "Salary talk with Bo",
    body: "",
    location: "",
    showAs: "busy",
    isAllDay: false,
    isCancelled: false,
    isOnlineMeeting: false,
    response: "organizer",
    attendees: [],
    start: "",
    end: "",
    recurs: null,
  };
}
