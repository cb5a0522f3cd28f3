import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvRecord, createCsvReader } from "../../../../server/core/import/csv-reader.ts";
import { csvLine, readCell } from "../../../../server/core/import/write-csv.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly records: readonly (readonly (string | number)[])[];
}
const cases: readonly Case[] = JSON.parse(readFileSync("test/cases/csv.json", "utf8"));

const told = (records: readonly CsvRecord[]) =>
  records.map((record) => ("fault" in record ? [record.line, `!${record.fault}`] : [record.line, ...record.cells]));

function readIn(text: string, size: number): readonly CsvRecord[] {
  const reader = createCsvReader();
  const records: CsvRecord[] = [];
  for (let at = 0; at < text.length; at += size) records.push(...reader.push(text.slice(at, at + size)));
  return [...records, ...reader.end()];
}

describe("a table is read the same however it arrives", () => {
  for (const { name, text, records } of cases) {
    test.each([1, 2, 3, 7, 10_000])(`${name}, in pieces of %i`, (size) => {
      expect(told(readIn(text, size))).toEqual(records);
    });
  }
});

test("whatever cells are written are read again", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "-", "+", "1", ",", '"', "\n", "\r", ";", " ", "=", "ü", "'") });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 9 }),
      (rows, size) => {
        const text = csvLine(["left", "right"]) + rows.map((row) => csvLine(row)).join("");
        const read = readIn(text, size).slice(1);
        const trimmed = rows.map((row) => row.map((one) => one.trim()));
        expect(read.map((record) => ("cells" in record ? record.cells.map(readCell) : record))).toEqual(trimmed);
      },
    ),
  );
});

test("a record without an end is given up after 256 KiB and what follows is read", () => {
  const reader = createCsvReader();
  const records = [
    ...reader.push('a,b\n"'),
    ...reader.push(`${"x".repeat(100_000)}\n`),
    ...reader.push(`${"y,1\n".repeat(60_000)}`),
  ];
  expect(records.slice(0, 3)).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, fault: "quote_open" },
    { line: 3, cells: ["y", "1"] },
  ]);
  expect(reader.push("z".repeat(300_000))).toEqual([{ line: 60_003, fault: "too_long" }]);
});

test("a cell that a spreadsheet would run is written as text", () => {
  expect(csvLine(["=HYPERLINK(1)", "-5", "a"])).toBe("'=HYPERLINK(1),-5,a\n");
});
