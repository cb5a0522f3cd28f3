import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { base64url, bytesOfBase64url, newId, newTimedId } from "../../../server/core/id.ts";
import { instant } from "../../../server/core/time.ts";

const at = instant(Date.UTC(2026, 10, 23, 12));

test("ids are 22 base64url characters behind their prefix, and never the same", () => {
  for (const make of [() => newId("bk", randomBytes), () => newTimedId("bk", randomBytes, at)]) {
    const ids = Array.from({ length: 1_000 }, make);
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^bk_[A-Za-z0-9_-]{22}$/);
  }
});

test("base64url is what it always was, and what is no base64url is told", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = randomBytes(length);
    expect(base64url(bytes)).toBe(bytes.toString("base64url"));
    expect(bytesOfBase64url(base64url(bytes))).toEqual(new Uint8Array(bytes));
  }
  for (const text of ["A", "AAAAA", "AA=", "AA+A", "AA/A", "AA A", "ÄÄÄÄ"]) expect(bytesOfBase64url(text)).toBeNull();
});

test("timed ids sort by the millisecond in which they were made, and are read back as they were", () => {
  const times = Array.from({ length: 5_000 }, (_, i) => at + i * i);
  const ids = times.map((ms) => newTimedId("lead", randomBytes, instant(ms)));
  expect(ids.toSorted()).toEqual(ids);
  for (const id of ids) expect(base64url(bytesOfBase64url(id.slice("lead_".length))!)).toBe(id.slice("lead_".length));
});
