import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import type { Store } from "../../../db/store.ts";
import { importBytes, importWorld } from "../../support/import-world.ts";

let store: Store;
beforeAll(async () => {
  store = await openStore(":memory:");
});
afterAll(() => store.close());

describe("a file in a foreign shape is named, not guessed at", () => {
  const text = (bytes: readonly number[]) => new Uint8Array(bytes);
  test.each([
    [
      "Windows-1252",
      { bytes: text([...Buffer.from("id,name\n1,One\n2,M"), 0xfc, ...Buffer.from("ller\n")]), line: 3, word: "Windows-1252" },
    ],
    [
      "Shift_JIS",
      { bytes: text([...Buffer.from("id,name\n1,"), 0x83, 0x65, 0x83, 0x58, 0x83, 0x67, 10]), line: 2, word: "Shift_JIS" },
    ],
    ["a spreadsheet", { bytes: text([0x50, 0x4b, 3, 4, 0, 0]), line: 1, word: "spreadsheet" }],
    ["compressed", { bytes: text([0x1f, 0x8b, 8, 0]), line: 1, word: "compressed" }],
    ["nothing at all", { bytes: text([]), line: 1, word: "empty" }],
    ["UTF-16 without a mark", { bytes: text([...Buffer.from("id,name\n1,One\n", "utf16le")]), line: 1, word: "UTF-16" }],
  ])("%s", async (_, { bytes, line, word }) => {
    const row = await importBytes(importWorld(store), "accounts", bytes);
    expect(row.state).toBe("refused");
    expect(row.report.problems.at(-1)).toEqual({ line, reason: expect.stringContaining(word) });
  });

  test("UTF-8 with its mark and UTF-16 with its are read", async () => {
    const table = "id,name\nmark,Müller ☃\n";
    expect((await importBytes(importWorld(store), "accounts", `\u{feff}${table}`)).report).toMatchObject({ rows: 1, changed: 1 });
    const wide = new Uint8Array([0xff, 0xfe, ...Buffer.from(table, "utf16le")]);
    expect((await importBytes(importWorld(store), "accounts", wide)).report).toMatchObject({ rows: 1, changed: 0 });
  });
});
