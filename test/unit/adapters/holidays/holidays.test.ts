import { expect, test } from "vitest";
import { createHolidays } from "../../../../server/adapters/holidays/public-holidays.ts";

const holidays = createHolidays();

test("public holidays are those of the country and its part, and nothing that is merely observed", async () => {
  const bavaria = await holidays({ country: "DE", state: "BY" }, 2026);
  const germany = await holidays({ country: "DE" }, 2026);
  expect(germany).toContain("2026-12-25");
  expect(bavaria).toContain("2026-01-06");
  expect(germany).not.toContain("2026-01-06");
  expect(germany).not.toContain("2026-12-24");
});

test("a holiday of several days is all of them", async () => {
  const turkey = await holidays({ country: "TR" }, 2026);
  expect(turkey.filter((date) => date.startsWith("2026-03"))).toEqual(["2026-03-20", "2026-03-21", "2026-03-22"]);
  expect(turkey.filter((date) => date.startsWith("2026-05-2") || date.startsWith("2026-05-3"))).toEqual([
    "2026-05-27",
    "2026-05-28",
    "2026-05-29",
    "2026-05-30",
  ]);
});
