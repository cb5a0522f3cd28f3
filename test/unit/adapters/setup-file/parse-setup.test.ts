import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatSetup } from "../../../../server/adapters/setup-file/format-setup.ts";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import type { Setup } from "../../../../server/core/setup.ts";
import { goodSetup, smallestSetup } from "../../../support/setup-text.ts";

interface BadRow {
  readonly name: string;
  /** What is replaced in the good setup, once, and by what. */
  readonly from: string;
  readonly to: string;
  readonly line: number;
  readonly path: string;
  readonly says: string;
}

const badSetups: readonly BadRow[] = JSON.parse(readFileSync(new URL("../../../cases/bad-setups.json", import.meta.url), "utf8"));

function read(text: string): Setup {
  const parsed = parseSetup(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.setup;
}

describe("a setup that is wrong", () => {
  test.each<BadRow>(badSetups)("$name: told with its line", ({ from, to, line, path, says }) => {
    expect(goodSetup.split(from)).toHaveLength(2);
    const parsed = parseSetup(goodSetup.replace(from, () => to));
    expect(parsed.ok ? [] : parsed.problems).toContainEqual({ line, path, message: expect.stringContaining(says) });
  });

  test("every problem is told at once, in the order of the lines", () => {
    const parsed = parseSetup(
      goodSetup.replace("email: anna@northwind.example", "email: anna").replace("catchAll:", "catchall:"),
    );
    const lines = parsed.ok ? [] : parsed.problems.map((problem) => problem.line);
    expect(lines).toHaveLength(3);
    expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  });

  test.each([
    ["an empty file", ""],
    ["comments alone", "# nothing\n"],
    ["text", "hello"],
    ["a list", "- a\n- b"],
    ["two documents", "a: 1\n---\nb: 2"],
    ["an alias of nothing", "company: *x"],
    ["an alias of its own parent", "company: &a { name: *a }"],
    [
      "a bomb of aliases",
      `a: &a [x]\n${"bcdefghi".replace(/./g, (c, i: number) => `${c}: &${c} [${`*${"abcdefghi"[i]},`.repeat(9)}]\n`)}`,
    ],
    ["a tab as indent", "company:\n\tname: x"],
    ["NUL", "company: \u0000"],
    ["deep nesting", "[".repeat(3_000)],
  ])("%s is refused, not thrown", (_name, text) => {
    const parsed = parseSetup(text);
    expect(parsed.ok ? [] : parsed.problems.map(({ line }) => line >= 1)).toContain(true);
  });

  test("a zone of the company that is wrong is told once, not for each rep", () => {
    const parsed = parseSetup(goodSetup.replace("timeZone: Europe/Berlin", "timeZone: Europe/Berln"));
    expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.path)).toEqual(["company.timeZone"]);
  });
});

describe("a setup that is good", () => {
  test("a small file is enough, and the defaults are these", () => {
    expect(read(smallestSetup)).toEqual({
      company: { name: "Northwind", timeZone: "UTC" },
      sites: [],
      reps: [
        {
          id: "anna",
          name: "Anna",
          email: "anna@northwind.example",
          timeZone: "UTC",
          hours: [{ days: [1, 2, 3, 4, 5], start: "09:00", end: "17:00" }],
          overrides: [],
          absences: [],
          travel: [],
          active: true,
          calendar: { kind: "builtin" },
        },
      ],
      pools: [],
      meetingTypes: [
        {
          id: "intro",
          name: "Intro",
          durationMinutes: 30,
          slotIntervalMinutes: 30,
          minimumNoticeMinutes: 60,
          bufferBeforeMinutes: 0,
          bufferAfterMinutes: 0,
          offsetStartMinutes: 0,
          horizon: { kind: "days", days: 14 },
          meetingLimits: {},
          minuteLimits: {},
          location: { kind: "phone" },
        },
      ],
      router: {
        id: "main",
        name: "main",
        qualify: { rules: [], message: "Thank you for your interest. We will be in touch." },
        rules: [],
        catchAll: { kind: "message", text: "Thank you." },
      },
    });
  });

  test.each([
    ["mon-fri", [1, 2, 3, 4, 5]],
    ["fri-mon", [0, 1, 5, 6]],
    ["Sat", [6]],
    ["[wed, mon, wed]", [1, 3]],
    ["[mon-tue, 5]", [1, 2, 5]],
    ["0", [0]],
  ])("days %s", (days, expected) => {
    const setup = read(smallestSetup.replace("timeZone: UTC", `timeZone: UTC\n    hours: [{ days: ${days} }]`));
    expect(setup.reps[0]?.hours[0]?.days).toEqual(expected);
  });

  test.each([
    ["good", goodSetup],
    ["smallest", smallestSetup],
  ])("the %s one is written as YAML that reads back as the same setup", (_name, text) => {
    const setup = read(text);
    const written = formatSetup(setup);
    expect(read(written)).toEqual(setup);
    expect(formatSetup(read(written))).toBe(written);
  });

  test("its JSON is a setup file too", () => {
    const setup = read(goodSetup);
    expect(read(JSON.stringify(setup, null, 2))).toEqual(setup);
  });

  test("what is more often forgotten than meant is a warning with its line", () => {
    const parsed = parseSetup(smallestSetup);
    expect(parsed.ok && parsed.warnings).toEqual([
      { line: 4, path: "reps[0]", message: "anna is in no pool and gets the leads of owned accounts alone" },
    ]);
  });
});
