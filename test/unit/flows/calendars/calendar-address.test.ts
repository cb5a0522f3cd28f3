import { expect, test } from "vitest";
import { calendarAddress } from "../../../../server/flows/calendars/calendar-address.ts";

test.each([
  ["https://dav.example.com/anna/", "https://dav.example.com/anna/"],
  ["  dav.example.com ", "https://dav.example.com/"],
  ["dav.example.com:8443/x", "https://dav.example.com:8443/x"],
  ["HTTP://dav.example.com", "http://dav.example.com/"],
  ["anna@example.com", "https://example.com/"],
  ["", null],
  ["two words", null],
  ["https://anna:secret@dav.example.com/", null],
  ["ftp://dav.example.com/", null],
  ["javascript:alert(1)", null],
  ["https://", null],
])("%j is %j", (typed, address) => {
  expect(calendarAddress(typed)).toBe(address);
});
