import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../server/core/canonical-json.ts";

describe("canonical JSON", () => {
  test("the order of keys changes nothing, at any depth", () => {
    expect(canonicalJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
    expect(canonicalJson({ a: [{ c: 2, d: 1 }], b: 1 })).toBe('{"a":[{"c":2,"d":1}],"b":1}');
  });

  test("the order of a list does", () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  test("an absent key and an undefined one are the same", () => {
    expect(canonicalJson({ a: 1, b: undefined })).toBe(canonicalJson({ a: 1 }));
  });

  test("it is JSON of the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
