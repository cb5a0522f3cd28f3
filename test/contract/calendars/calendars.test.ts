import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCalendar } from "../../../server/adapters/calendars/index.ts";
import type { Calendar, CalendarResult } from "../../../server/core/ports/calendar.ts";
import { instant } from "../../../server/core/time.ts";
import { meeting, moved, openCaldav, repWith } from "../../support/caldav-rep.ts";
import { deadlineMs, june, spanOf, valueOf } from "../../support/calendar-calls.ts";
import { openFakeGoogle, realGoogle } from "../../support/google-account.ts";
import { openFakeMicrosoft, realMicrosoft } from "../../support/microsoft-account.ts";
import { startRadicale } from "../../support/radicale.ts";
import { startXandikos } from "../../support/xandikos.ts";

const failed: CalendarResult<never> = { ok: false, failure: { kind: "refused", message: "there is no such call" } };

interface Opened {
  readonly calendar: Calendar;
  stop(): Promise<void>;
}

const openBuiltin = async (): Promise<Opened> => ({
  calendar: openCalendar(repWith({ kind: "builtin" }), { secret: () => undefined }),
  stop: async () => {},
});

/** Every provider, on a real server where there is one. `shows` says whether an event in the calendar makes busy. */
const providers: readonly { readonly name: string; readonly shows: boolean; readonly start: () => Promise<Opened> }[] = [
  { name: "builtin", shows: false, start: openBuiltin },
  { name: "caldav on radicale", shows: true, start: () => openCaldav(startRadicale) },
  { name: "caldav on xandikos", shows: true, start: () => openCaldav(startXandikos) },
  { name: "google on its fake", shows: true, start: openFakeGoogle },
  ...realGoogle().map((start) => ({ name: "google itself", shows: true, start })),
  { name: "microsoft on its fake", shows: true, start: openFakeMicrosoft },
  ...realMicrosoft().map((start) => ({ name: "microsoft itself", shows: true, start })),
];

describe.each(providers)("$name", ({ shows, start }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await start();
  });
  afterAll(async () => {
    await opened.stop();
  });

  test("a provider that tells changes names an event of ours when it is made and when it is gone", async () => {
    const { calendar } = opened;
    if (!calendar.changes || !calendar.find) return expect(shows).toBe(false);
    const changes = async (cursor: string | null) =>
      valueOf((await calendar.changes?.({ cursor, until: instant(Date.now() + 60 * 86_400_000) }, deadlineMs)) ?? failed);
    // Deltas are about the time around now, also on real accounts.
    const startAt = instant(Math.ceil(Date.now() / 3_600_000) * 3_600_000 + 7 * 86_400_000);
    const own = { ...meeting, uid: "bk_told@handraise", startAt, endAt: instant(startAt + 1_800_000) };
    const from = await changes(null);
    const ref = valueOf(await calendar.create(own, deadlineMs));
    const made = await changes(from.cursor);
    expect(made.urls).toContain(ref.url);
    expect(valueOf(await calendar.find(ref, own.uid, deadlineMs))).toEqual({ ...spanOf(own), declined: false });
    valueOf(await calendar.cancel(ref, own.uid, deadlineMs));
    expect((await changes(made.cursor)).urls).toContain(ref.url);
    expect(valueOf(await calendar.find(ref, own.uid, deadlineMs))).toBeNull();
  });

  test("an event that is created appears, twice makes one, moves, and goes; going twice is no failure", async () => {
    const { calendar } = opened;
    const busy = async (ignoreUids: readonly string[] = []) => valueOf(await calendar.busy({ ...june, ignoreUids }, deadlineMs));
    expect(await busy()).toEqual([]);
    const ref = valueOf(await calendar.create(meeting, deadlineMs));
    expect(await busy()).toEqual(shows ? [spanOf(meeting)] : []);
    expect(await busy([meeting.uid])).toEqual([]);
    expect(valueOf(await calendar.create(meeting, deadlineMs)).url).toBe(ref.url);
    expect(await busy()).toEqual(shows ? [spanOf(meeting)] : []);
    const changed = valueOf(await calendar.update(ref, moved, deadlineMs));
    expect(changed.url).toBe(ref.url);
    expect(await busy()).toEqual(shows ? [spanOf(moved)] : []);
    expect(valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs))).toBeNull();
    expect(await busy()).toEqual([]);
    expect(valueOf(await calendar.cancel(changed, meeting.uid, deadlineMs))).toBeNull();
  });

  test("an event that was never created is created by an update, and cancelled without knowing where it is", async () => {
    const { calendar } = opened;
    valueOf(await calendar.update(null, moved, deadlineMs));
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual(shows ? [spanOf(moved)] : []);
    expect(valueOf(await calendar.cancel(null, moved.uid, deadlineMs))).toBeNull();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
  });
});
