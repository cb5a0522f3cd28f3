import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Calendar } from "../../../server/core/ports/calendar.ts";
import { type CaldavServer, makeCalendar } from "../../support/caldav-account.ts";
import { openWork } from "../../support/caldav-rep.ts";
import { deadlineMs } from "../../support/calendar-calls.ts";
import { openFakeGoogle } from "../../support/google-account.ts";
import { openFakeMicrosoft } from "../../support/microsoft-account.ts";
import { startRadicale } from "../../support/radicale.ts";
import { startXandikos } from "../../support/xandikos.ts";

interface Opened {
  readonly calendar: Calendar;
  stop(): Promise<void>;
}

async function openCaldav(start: () => Promise<CaldavServer>): Promise<Opened> {
  const server = await start();
  await makeCalendar(server, "work", "Work");
  await makeCalendar(server, "private", "Private &amp; more");
  return { calendar: openWork(server), stop: () => server.stop() };
}

describe.each([
  { name: "caldav on radicale", start: () => openCaldav(startRadicale), names: ["Private & more", "Work"] },
  { name: "caldav on xandikos", start: () => openCaldav(startXandikos), names: ["Private & more", "Work"] },
  { name: "google on its fake", start: openFakeGoogle, names: null },
  { name: "microsoft on its fake", start: openFakeMicrosoft, names: null },
])("$name", ({ start, names }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await start();
  });
  afterAll(() => opened?.stop());

  test("every calendar of the account is listed, whatever the settings name, one of them the main one", async () => {
    const listed = await opened.calendar.list?.(deadlineMs);
    if (!listed?.ok) throw new Error(JSON.stringify(listed));
    expect(listed.value.filter(({ primary }) => primary)).toHaveLength(1);
    expect(listed.value.some(({ canWrite }) => canWrite)).toBe(true);
    expect(new Set(listed.value.map(({ id }) => id)).size).toBe(listed.value.length);
    expect(listed.value.every(({ name }) => name !== "")).toBe(true);
    if (names) expect(listed.value.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  test("whose account it is", async () => {
    const whose = await opened.calendar.identify?.(deadlineMs);
    expect(whose?.ok && whose.value).toMatch(/\S/);
  });
});
