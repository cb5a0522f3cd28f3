import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRep } from "../../../../server/core/availability/compile-rep.ts";
import { workingSpans } from "../../../../server/core/availability/working-spans.ts";
import { workingMinutes } from "../../../support/minute-oracle.ts";
import { questions } from "../../../support/random-reps.ts";
import { minute, sampleInput } from "../../../support/sample-slots.ts";

describe("the working time of a rep", () => {
  it("has exactly the minutes of a day-by-day reading of hours, overrides, absences and journeys", () => {
    fc.assert(
      fc.property(questions, ({ rep, range }) => {
        const spans = workingSpans(compileRep(rep), range);
        const found: number[] = [];
        for (let i = 0; i < spans.length; i += 2) {
          if (i > 0) expect(spans[i]).toBeGreaterThan(spans[i - 1]!);
          expect(spans[i + 1]).toBeGreaterThan(spans[i]!);
          const until = Math.min(spans[i + 1]!, range.endMinute);
          for (let at = Math.max(spans[i]!, range.startMinute); at < until; at++) found.push(at);
        }
        expect(found).toEqual([...workingMinutes(rep, range.startMinute, range.endMinute)].sort((a, b) => a - b));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["spring, where an hour is skipped", "2026-03-29", 23],
    ["summer", "2026-06-15", 24],
    ["autumn, where an hour is repeated", "2026-10-25", 25],
  ])("round the clock is a whole local day in %s", (_, date, hours) => {
    const always = { hours: [{ days: [0, 1, 2, 3, 4, 5, 6] as const, start: "00:00", end: "24:00" }] };
    const absent = {
      absences: [date].flatMap((day) => [
        { start: addDays(day, -3), end: addDays(day, -1) },
        { start: addDays(day, 1), end: addDays(day, 3) },
      ]),
    };
    const { rep } = sampleInput({ rep: { ...always, ...absent } });
    const noon = minute(`${date}T12:00Z`);
    const [start = 0, end = 0, ...more] = workingSpans(rep, { startMinute: noon - 2_000, endMinute: noon + 2_000 });
    expect([(end - start) / 60, more]).toEqual([hours, []]);
  });

  it("a window that a skipped hour turns round is none, and does not touch its neighbours", () => {
    const night = (start: string, end: string) => ({ days: [0] as const, start, end });
    const { rep } = sampleInput({ rep: { hours: [night("01:00", "01:30"), night("02:30", "03:15"), night("03:20", "04:00")] } });
    const spans = workingSpans(rep, { startMinute: minute("2026-03-29T00:00Z"), endMinute: minute("2026-03-30T00:00Z") });
    const times = ["00:00", "00:30", "01:20", "02:00"].map((time) => minute(`2026-03-29T${time}Z`));
    expect([...spans]).toEqual(times);
  });

  it("is none for an inactive rep", () => {
    const { rep, range } = sampleInput({ rep: { active: false } });
    expect([...workingSpans(rep, range)]).toEqual([]);
  });
});

function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
