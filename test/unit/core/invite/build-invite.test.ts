import * as fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { buildInvite, type InviteInput } from "../../../../server/core/invite/build-invite.ts";
import { eventIcs } from "../../../../server/core/invite/event-ics.ts";
import { instant } from "../../../../server/core/time.ts";
import { someBooking, someCompany, someMeetingType, someRep } from "../../../support/a-meeting.ts";

const stampedAt = instant(Date.parse("2026-06-01T10:20:30Z"));
const manageUrl = "https://book.acme.example/m/secret-token";

function input(changes: Partial<InviteInput> = {}): InviteInput {
  const parts = { booking: someBooking, rep: someRep, meetingType: someMeetingType, company: someCompany };
  return { ...parts, method: "REQUEST", manageUrl, stampedAt, ...changes };
}

const visitorNamed = (name: string) => ({ ...someBooking, visitor: { ...someBooking.visitor, name } });

function parse(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics));
  const event = calendar.getFirstSubcomponent("vevent");
  if (!event) throw new Error("no VEVENT");
  const text = (name: string): string => String(event.getFirstPropertyValue(name));
  return { calendar, event, text };
}

describe("the invite", () => {
  test("is a request to the visitor from the rep, in UTC, with uid, sequence and stamp of the booking", () => {
    const { calendar, event, text } = parse(buildInvite(input()).ics);
    expect(calendar.getFirstPropertyValue("method")).toBe("REQUEST");
    expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
    expect(calendar.getAllSubcomponents()).toHaveLength(1);
    expect(text("uid")).toBe(someBooking.uid);
    expect(text("sequence")).toBe("0");
    expect(text("status")).toBe("CONFIRMED");
    expect(text("dtstamp")).toBe("2026-06-01T10:20:30Z");
    expect(text("dtstart")).toBe("2026-06-15T14:00:00Z");
    expect(text("dtend")).toBe("2026-06-15T14:30:00Z");
    expect(text("organizer")).toBe("mailto:ada@acme.example");
    expect(event.getFirstProperty("organizer")?.getFirstParameter("cn")).toBe("Ada Lovelace");
    const attendee = event.getFirstProperty("attendee");
    expect(attendee?.getFirstValue()).toBe("mailto:bo@example.net");
    expect(attendee?.getFirstParameter("rsvp")).toBe("TRUE");
    expect(attendee?.getFirstParameter("partstat")).toBe("NEEDS-ACTION");
    expect(text("location")).toBe("https://meet.example.com/ada");
  });

  test("keeps its uid and grows its sequence through a reschedule and a cancel", () => {
    const moved = {
      ...someBooking,
      sequence: 1,
      startAt: instant(someBooking.startAt + 3_600_000),
      endAt: instant(someBooking.endAt + 3_600_000),
    };
    const second = parse(buildInvite(input({ booking: moved })).ics);
    expect([second.text("uid"), second.text("sequence"), second.text("dtstart")]).toEqual([
      someBooking.uid,
      "1",
      "2026-06-15T15:00:00Z",
    ]);
    const third = parse(buildInvite(input({ booking: { ...moved, sequence: 2, status: "cancelled" }, method: "CANCEL" })).ics);
    expect(third.calendar.getFirstPropertyValue("method")).toBe("CANCEL");
    expect([third.text("uid"), third.text("sequence"), third.text("status")]).toEqual([someBooking.uid, "2", "CANCELLED"]);
  });

  test("gives the manage link to the visitor and never to the rep's calendar", () => {
    const { ics, event } = buildInvite(input());
    expect(parse(ics).text("description")).toContain(manageUrl);
    expect(parse(ics).text("description")).toContain("https://meet.example.com/ada");
    expect(JSON.stringify(event)).not.toContain("secret-token");
    expect(event.description).toContain("Bo Diddley <bo@example.net>");
    expect(event).toMatchObject({ uid: someBooking.uid, sequence: 0, startAt: someBooking.startAt, endAt: someBooking.endAt });
  });

  test("speaks the visitor's language to the visitor and English to the calendar", () => {
    const booking = { ...someBooking, visitor: { ...someBooking.visitor, locale: "de-CH" } };
    const { ics, event } = buildInvite(input({ booking }));
    expect(parse(ics).text("description")).toContain("Verschieben oder absagen: ");
    expect(event.description).toContain("Join the meeting: ");
  });

  test("says who calls when the meeting is by phone, and where when it has an address", () => {
    const phone = buildInvite(input({ meetingType: { ...someMeetingType, location: { kind: "phone" } } }));
    expect(parse(phone.ics).text("location")).toBe("Ada Lovelace calls you");
    const address = { kind: "address", text: "Unter den Linden 1,\n10117 Berlin" } as const;
    expect(parse(buildInvite(input({ meetingType: { ...someMeetingType, location: address } })).ics).text("location")).toBe(
      address.text,
    );
  });

  test("names a visitor without a name by e-mail address", () => {
    expect(parse(buildInvite(input({ booking: visitorNamed("") })).ics).text("summary")).toContain("bo@example.net");
  });
});

describe("the copy for the calendar", () => {
  test("has no METHOD, and asks the calendar server to send no invitations of its own", () => {
    const { calendar, event } = parse(eventIcs(buildInvite(input()).event, "store", stampedAt));
    expect(calendar.getFirstProperty("method")).toBeNull();
    expect(event.getFirstProperty("attendee")?.getFirstParameter("schedule-agent")).toBe("CLIENT");
  });
});

describe("whatever people write", () => {
  const hostile = [
    "Bo\r\nATTENDEE:mailto:evil@example.com",
    "Bo\nEND:VEVENT\nBEGIN:VEVENT",
    'Bo";X-EVIL="1":mailto:evil@example.com',
    "back\\slash; semi, comma: colon",
    "a backslash and an n: \\n \\N \\; \\,",
    "\u0000\u0007\u0085\u2028\u2029",
    "会議 👩‍👩‍👧‍👦 über é",
    "lone \ud800 surrogate",
    "x".repeat(10_000),
    "^n ^' ^^",
  ];

  test.each(hostile)("stays text: %j", (name) => {
    const meetingType = { ...someMeetingType, name, description: name, location: { kind: "address", text: name } as const };
    const { ics } = buildInvite(input({ booking: visitorNamed(name), rep: { ...someRep, name }, meetingType }));
    expectOneEvent(ics);
    expect(parse(ics).text("description").startsWith(cleaned(name))).toBe(true);
  });

  test("property: one event, one attendee, and the text comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const { ics } = buildInvite(
          input({ booking: visitorNamed(text), meetingType: { ...someMeetingType, description: text } }),
        );
        expectOneEvent(ics);
        if (text !== "") expect(parse(ics).text("description").startsWith(cleaned(text))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("an address cannot become two, nor a property", () => {
    const booking = { ...someBooking, visitor: { ...someBooking.visitor, email: 'a,b"\r\nX:1 <c>@example.net' } };
    const { event } = parse(buildInvite(input({ booking })).ics);
    expect(event.getAllProperties("attendee").map((attendee) => attendee.getFirstValue())).toEqual([
      "mailto:a%2Cb%22%0D%0AX%3A1%20%3Cc%3E@example.net",
    ]);
    expect(event.getFirstProperty("x")).toBeNull();
  });

  /** What a reader gets back: line ends as LF, other control characters as spaces. */
  function cleaned(text: string): string {
    return text
      .replaceAll(/\r\n?/g, "\n")
      .toWellFormed()
      .replaceAll(/(?!\n)[\p{Cc}\u2028\u2029]/gu, " ");
  }

  function expectOneEvent(ics: string): void {
    const { calendar, event } = parse(ics);
    expect(calendar.getAllSubcomponents()).toHaveLength(1);
    expect(event.getAllProperties("attendee").map((attendee) => attendee.getFirstValue())).toEqual(["mailto:bo@example.net"]);
    expect(event.getAllProperties().filter(({ name }) => name.startsWith("x-"))).toEqual([]);
    for (const line of ics.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/[\r\n]/);
    }
    expect(ics.endsWith("END:VCALENDAR\r\n")).toBe(true);
  }
});
