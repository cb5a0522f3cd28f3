import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { layOut, stepOf } from "../../../widget/shared/calendar.ts";
import { createFormat, firstWeekdayOf, localeFor } from "../../../widget/shared/format.ts";
import { addDays, byDay, startsOf } from "../../../widget/shared/times.ts";

const hour = 3_600_000;
const at = (iso: string): number => Date.parse(iso);
const anywhere = { day: null, focus: null };
const layOutUtc = (starts: readonly number[], locale = "en-GB", place = anywhere) =>
  layOut(starts, createFormat(locale, "UTC"), place);

describe("times on the wire", () => {
  it("are the first minute and the distances from each to the next", () => {
    expect(startsOf({ firstMinute: 10, deltas: [5, 30] })).toEqual([600_000, 900_000, 2_700_000]);
    expect(startsOf({ firstMinute: null, deltas: [] })).toEqual([]);
  });
});

describe("the locale of a language", () => {
  afterEach(() => vi.unstubAllGlobals());
  const speak = (...languages: string[]) => vi.stubGlobal("navigator", { language: languages[0], languages });

  it.each([
    [["en-US", "en"], "en-US"],
    [["en-GB", "en-US", "en"], "en-GB"],
    [["de-DE", "de", "en-US", "en"], "en-DE"],
    [["sv", "en-US"], "en-SE"],
    [["en"], "en-US"],
    [["eo"], "en-001"],
  ])("English is written as where the first of %j is spoken", (languages, locale) => {
    speak(...languages);
    expect(localeFor("en-US")).toBe(locale);
    expect(localeFor("en")).toBe(locale);
    expect(localeFor("EN")).toBe(locale);
  });

  it("is the page's where the browser names no language", () => {
    speak("");
    expect(localeFor("en-GB")).toBe("en-GB");
    expect(localeFor("de-CH")).toBe("de-CH");
  });

  it("is that of the visitor who speaks it, else as the page has it", () => {
    speak("en-US", "de-AT");
    expect(localeFor("de")).toBe("de-AT");
    expect(localeFor("fr-CA")).toBe("fr-CA");
  });

  it("has the clock, the days and the weeks of a German on an English page", () => {
    speak("de-DE", "de", "en-US", "en");
    const { time, fullDay, locale } = createFormat(localeFor("en"), "UTC");
    expect(time(at("2026-11-24T14:30:00Z"))).toBe("14:30");
    expect(fullDay("2026-11-24")).toBe("Tuesday, 24 November 2026");
    expect(firstWeekdayOf(locale)).toBe(1);
    expect(firstWeekdayOf("en-US")).toBe(7);
  });
});

describe("days", () => {
  it("are the visitor's: an instant of one day can be another day elsewhere", () => {
    const starts = [at("2026-11-24T23:30:00Z"), at("2026-11-25T00:30:00Z")];
    expect([...byDay(starts, createFormat("en", "America/New_York").day).keys()]).toEqual(["2026-11-24"]);
    expect([...byDay(starts, createFormat("en", "Asia/Tokyo").day).keys()]).toEqual(["2026-11-25"]);
    expect([...byDay(starts, createFormat("en", "UTC").day).keys()]).toEqual(["2026-11-24", "2026-11-25"]);
  });

  it("keep both hours of a night whose hour is repeated", () => {
    const format = createFormat("en-GB", "Europe/Berlin");
    const starts = [at("2026-10-25T00:30:00Z"), at("2026-10-25T01:30:00Z")];
    expect(byDay(starts, format.day).get("2026-10-25")).toHaveLength(2);
    expect(starts.map(format.time)).toEqual(["2:30", "2:30"]);
    expect(starts.map(format.offset)).toEqual(["GMT+2", "GMT+1"]);
  });

  it("of the Gregorian calendar are shown in every locale", () => {
    expect(createFormat("th-TH", "UTC").fullDay("2026-11-24")).toContain("2026");
    expect(createFormat("fa-IR", "UTC").dayNumber("2026-11-24")).toBe("۲۴");
  });
});

describe("weeks", () => {
  it("begin where the locale's weeks begin", () => {
    const starts = [at("2026-11-24T09:00:00Z")];
    expect(layOutUtc(starts, "en-GB").weeks[0]?.[0]).toBe("2026-11-23");
    expect(layOutUtc(starts, "en-US").weeks[0]?.[0]).toBe("2026-11-22");
    expect(layOutUtc(starts, "ar-EG").weeks[0]?.[0]).toBe("2026-11-21");
  });

  it("go from the first day with times to the last, a page of five at a time", () => {
    const calendar = layOutUtc([at("2026-11-24T09:00:00Z"), at("2027-01-20T09:00:00Z")]);
    expect(calendar.weeks).toHaveLength(5);
    expect(calendar.whole).toBe(false);
    expect(calendar.turn(-1)).toBeNull();
    expect(calendar.turn(1)).toBe("2026-12-28");
    const next = layOutUtc([at("2026-11-24T09:00:00Z"), at("2027-01-20T09:00:00Z")], "en-GB", {
      day: null,
      focus: calendar.turn(1),
    } as never);
    expect(next.weeks).toHaveLength(4);
    expect(next.turn(1)).toBeNull();
  });

  it("show every day that has times exactly once, and the focus is on the page that is shown", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 24 * 120 }), { minLength: 1, maxLength: 40 }),
        fc.constantFrom("UTC", "America/Santiago", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"),
        fc.constantFrom("en-US", "de-DE", "ar-EG"),
        (hours, zone, locale) => {
          const starts = [...new Set(hours)].sort((a, b) => a - b).map((count) => at("2026-03-01T00:00:00Z") + count * hour);
          const format = createFormat(locale, zone);
          const seen: string[] = [];
          for (let calendar = layOut(starts, format, anywhere); ; ) {
            expect(calendar.weeks.flat()).toContain(calendar.focus);
            seen.push(...calendar.weeks.flat());
            const focus = calendar.turn(1);
            if (focus === null) break;
            calendar = layOut(starts, format, { day: null, focus });
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect([...new Set(starts.map(format.day))].filter((day) => !seen.includes(day))).toEqual([]);
        },
      ),
    );
  });

  it("are walked by keys, and never beyond the days that have times", () => {
    const calendar = layOutUtc([at("2026-11-24T09:00:00Z"), at("2026-12-03T09:00:00Z")]);
    const press = (key: string, rtl = false): string => calendar.step(stepOf(key, calendar, rtl) ?? 0);
    expect(press("ArrowRight")).toBe("2026-11-25");
    expect(press("ArrowRight", true)).toBe("2026-11-24");
    expect(press("ArrowDown")).toBe("2026-12-01");
    expect(press("End")).toBe("2026-11-29");
    expect(press("Home")).toBe("2026-11-24");
    expect(press("PageDown")).toBe("2026-12-03");
    expect(stepOf("a", calendar, false)).toBeUndefined();
  });

  it("count days across months and years", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
  });
});
