import { describe, expect, test } from "vitest";
import { deadlineMs, failureOf, june, valueOf } from "../../support/calendar-calls.ts";
import { stillGraphForFile, tell } from "../../support/graph-for-file.ts";

const { fake, mailbox, open } = await stillGraphForFile();

describe("unknown is never free:", () => {
  test.each([
    ["ErrorMailRecipientNotFound", "not_found"],
    ["ErrorNoFreeBusyAccess", "auth_lost"],
    ["ErrorServerBusy", "unreachable"],
    ["ErrorTimeoutExpired", "unreachable"],
    ["ErrorFreeBusyGenerationFailed", "refused"],
    ["5006", "refused"],
  ])("an error for the mailbox inside a success, %s, is %s", async (code, kind) => {
    mailbox().scheduleError = code;
    expect(failureOf(await open().busy(june, deadlineMs))).toMatchObject({ kind, message: expect.stringContaining(code) });
  });

  test("a mailbox that does not exist", async () => {
    expect(failureOf(await open({ mailbox: "nobody@contoso.example" }).busy(june, deadlineMs)).kind).toBe("not_found");
  });

  test("of 60 calendars, four at once are read, and one that fails fails them all", async () => {
    const calendars = Array.from({ length: 60 }, (_, i) => mailbox().addCalendar(`Calendar ${i}`));
    for (const { id } of calendars) mailbox().put({ calendarId: id, start: "2026-06-15T09:00Z", end: "2026-06-15T10:00Z" });
    const calendar = open({ busyCalendars: calendars.map(({ id }) => id) });
    fake.faults.set("calendarView", { delayMs: 10 });
    expect(valueOf(await calendar.busy(june, deadlineMs))).toHaveLength(1);
    expect(fake.faults.asked("calendarView")).toBe(60);
    expect(fake.load.most).toBe(4);
    fake.faults.clear();
    for (let gone = 0; gone < 60; gone += 6) {
      const kept = mailbox().calendars.splice(gone + 1, 1);
      expect(failureOf(await calendar.busy(june, deadlineMs)).kind).toBe("not_found");
      mailbox().calendars.splice(gone + 1, 0, ...kept);
    }
    tell("one of 60 calendars is gone", 10);
  });

  test("30 calls at once take four lanes of the mailbox, and all are answered", async () => {
    fake.faults.set("getSchedule", { delayMs: 5 });
    const results = await Promise.all(Array.from({ length: 30 }, () => open().busy(june, deadlineMs)));
    for (const result of results) valueOf(result);
    expect(fake.load.most).toBe(4);
  });

  test("a next page that is elsewhere is not asked, for it would get the token", async () => {
    const text = JSON.stringify({ value: [], "@odata.nextLink": "https://evil.example/v1.0/users/ada/calendarView?$skip=10" });
    fake.faults.set("calendarView", { status: 200, text });
    expect(failureOf(await open().busy({ ...june, ignoreUids: ["x"] }, deadlineMs)).kind).toBe("refused");
  });

  test("pages without end end", async () => {
    const next = `${fake.endpoints.graph}/v1.0/users/ada%40contoso.example/calendar/calendarView?$skip=10`;
    fake.faults.set("calendarView", { status: 200, text: JSON.stringify({ value: [], "@odata.nextLink": next }) });
    expect(failureOf(await open().busy({ ...june, ignoreUids: ["x"] }, deadlineMs)).kind).toBe("refused");
  });

  test("an availability that is shorter than the time asked for, and times in another zone", async () => {
    const time = { dateTime: "2026-06-15T09:00:00", timeZone: "Pacific Standard Time" };
    for (const schedule of [
      { scheduleItems: [], availabilityView: "000" },
      { availabilityView: "0".repeat(4 * 24 * 30), scheduleItems: [{ status: "busy", start: time, end: time }] },
    ]) {
      fake.faults.set("getSchedule", { status: 200, text: JSON.stringify({ value: [{ scheduleId: "x", ...schedule }] }) });
      expect(failureOf(await open().busy(june, deadlineMs)).kind).toBe("refused");
    }
  });

  test("an answer without end is refused", async () => {
    fake.faults.set("getSchedule", { status: 200, text: `{"value":"${"x".repeat(17 * 1024 * 1024)}"}` });
    expect(failureOf(await open().busy(june, deadlineMs)).kind).toBe("refused");
  });
});
