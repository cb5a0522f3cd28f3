import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import type { Booking } from "../../../../server/core/book/booking.ts";
import { buildInvite } from "../../../../server/core/invite/build-invite.ts";
import type { MeetingLocation, MeetingType } from "../../../../server/core/slots/meeting-type.ts";
import { someBooking, someCompany, someMeetingType, someRep } from "../../../support/a-meeting.ts";

const manageUrl = "https://book.acme.example/manage#secret";
const odd = 'Bo "O\'Neil"; Ltd, \\ 日本語 🙂\r\nX-EVIL:1';

function invite(changes: { booking?: Partial<Booking>; type?: Partial<MeetingType>; method?: "REQUEST" | "CANCEL" } = {}) {
  return buildInvite({
    booking: { ...someBooking, ...changes.booking },
    rep: someRep,
    meetingType: { ...someMeetingType, ...changes.type },
    company: someCompany,
    method: changes.method ?? "REQUEST",
    manageUrl,
    stampedAt: someBooking.updatedAt,
  });
}

/** The message as another program reads it. */
function read(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const [event, ...others] = calendar.getAllSubcomponents("vevent");
  if (!event || others.length > 0) throw new Error("not one event");
  return { calendar, event, parsed: new ICAL.Event(event), text: (name: string) => String(event.getFirstPropertyValue(name)) };
}

describe("an invite, read by ical.js", () => {
  test("asks for an answer under its own uid and sequence, from the rep to the visitor and the guests", () => {
    const { ics } = invite({ booking: { sequence: 3, guests: ["gus@firm.example"] } });
    const { calendar, event, parsed, text } = read(ics);
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect([parsed.uid, parsed.sequence, text("status")]).toEqual([someBooking.uid, 3, "CONFIRMED"]);
    expect(parsed.startDate.toJSDate().getTime()).toBe(someBooking.startAt);
    expect(parsed.endDate.toJSDate().getTime()).toBe(someBooking.endAt);
    expect(text("organizer")).toBe("mailto:ada@acme.example");
    const people = event
      .getAllProperties("attendee")
      .map((one) => [one.getFirstValue(), one.getParameter("partstat"), one.getParameter("rsvp"), one.getParameter("role")]);
    expect(people).toEqual([
      ["mailto:bo@example.net", "NEEDS-ACTION", "TRUE", "REQ-PARTICIPANT"],
      ["mailto:gus@firm.example", "NEEDS-ACTION", "TRUE", "REQ-PARTICIPANT"],
    ]);
  });

  test("names instants and no zone, so that no reader needs a VTIMEZONE to be right", () => {
    const { calendar, event, parsed } = read(invite().ics);
    expect(calendar.getAllSubcomponents("vtimezone")).toEqual([]);
    for (const name of ["dtstart", "dtend", "dtstamp"]) {
      const property = event.getFirstProperty(name);
      expect(property?.getParameter("tzid")).toBeUndefined();
    }
    expect(parsed.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
  });

  test("of a cancellation ends the same event with a higher sequence", () => {
    const { calendar, parsed, text } = read(invite({ method: "CANCEL", booking: { sequence: 4, status: "cancelled" } }).ics);
    expect(calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect([parsed.uid, parsed.sequence, text("status")]).toEqual([someBooking.uid, 4, "CANCELLED"]);
  });

  test("keeps whatever people write as text of its own property", () => {
    const answers = [{ id: "a", label: odd, value: odd }];
    const visitor = { ...someBooking.visitor, name: odd };
    const { event, parsed } = read(
      invite({ booking: { visitor, answers }, type: { event: { title: "{visitor}: {answer.a}" } } }).ics,
    );
    expect(event.getFirstProperty("x-evil")).toBeNull();
    expect(parsed.summary).toContain("日本語 🙂");
    expect(parsed.description).toContain('"O\'Neil"; Ltd, \\');
    for (const line of invite({ booking: { visitor } }).ics.split("\r\n"))
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  });

  const links = { meet: "https://meet.google.com/abc", teams: "https://teams.microsoft.com/l" };
  const made = (joinUrl: string): Partial<Booking> => ({ calendarRef: { url: "x", joinUrl } });
  const places: readonly { what: string; location: MeetingLocation; booking?: Partial<Booking>; says: string }[] = [
    { what: "a link of ours", location: { kind: "link", url: "https://meet.example/a" }, says: "https://meet.example/a" },
    { what: "Meet, once there is a link", location: { kind: "meet" }, booking: made(links.meet), says: links.meet },
    { what: "Teams, once there is a link", location: { kind: "teams" }, booking: made(links.teams), says: links.teams },
    { what: "a call by the rep", location: { kind: "phone" }, says: "Ada Lovelace calls you" },
    {
      what: "a call by the visitor",
      location: { kind: "phone", caller: "visitor", number: "+49 30 1" },
      says: "You call +49 30 1",
    },
    { what: "an address", location: { kind: "address", text: "Main St 1, Berlin" }, says: "Main St 1, Berlin" },
  ];
  test.each(places)("says where: $what", ({ location, booking = {}, says }) => {
    expect(read(invite({ type: { location }, booking }).ics).parsed.location).toBe(says);
  });
});

describe("the rep's own event", () => {
  test("has how to reach the visitor and what they answered, and never the visitor's link", () => {
    const { event } = invite({
      booking: { visitor: { ...someBooking.visitor, phone: "+1 555 0100" }, answers: [{ id: "a", label: "Team", value: "12" }] },
    });
    for (const words of ["bo@example.net", "+1 555 0100", "Team: 12"]) expect(event.description).toContain(words);
    expect(JSON.stringify(event)).not.toContain("secret");
  });

  test("asks the calendar for a video link where the meeting type says Meet or Teams, and nowhere else", () => {
    const asks = (location: MeetingLocation) => invite({ type: { location } }).event.conference ?? false;
    expect([asks({ kind: "meet" }), asks({ kind: "teams" }), asks({ kind: "phone" })]).toEqual([true, true, false]);
  });
});
