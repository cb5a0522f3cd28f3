import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readAmount } from "../../../../server/core/enrich/read-amount.ts";
import { readIndustry } from "../../../../server/core/enrich/read-industry.ts";
import { readJobTitle } from "../../../../server/core/enrich/read-job-title.ts";
import { readSubdivision } from "../../../../server/core/enrich/read-subdivision.ts";

const rows = <T>(name: string): T[] => JSON.parse(readFileSync(`test/cases/${name}.json`, "utf8"));

describe("an amount", () => {
  test.each(rows<[string, [number, number | null, string?] | null]>("amounts"))("%s", (text, wanted) => {
    const read = readAmount(text);
    const told = read && [read.from, read.to ?? null, ...(read.currency ? [read.currency] : [])];
    expect(told).toEqual(wanted);
  });
});

describe("a state", () => {
  test.each(rows<[string, string | null, string | null]>("subdivisions"))("%s in %s", (text, country, wanted) => {
    expect(readSubdivision(text, country ?? undefined)).toBe(wanted);
  });
});

describe("a job title", () => {
  test.each(rows<[string, string | null, string | null]>("job-titles"))("%s", (text, seniority, jobFunction) => {
    const read = readJobTitle(text);
    expect([read.seniority ?? null, read.function ?? null]).toEqual([seniority, jobFunction]);
  });
});

describe("an industry", () => {
  test.each(rows<[string, string | null]>("industries"))("%s", (text, wanted) => {
    expect(readIndustry(text)).toBe(wanted);
  });
});

test("nothing that anybody types takes long", () => {
  const begun = performance.now();
  for (const text of ["a ".repeat(50_000), "1".repeat(50_000), "-".repeat(50_000), "1-".repeat(60)]) {
    readAmount(text);
    readSubdivision(text);
    readJobTitle(text);
    readIndustry(text);
  }
  expect(performance.now() - begun).toBeLessThan(500);
});
