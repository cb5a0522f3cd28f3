import { domainToASCII } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toAsciiHost } from "../../../../server/core/lead/ascii-host.ts";

test.each([
  "münchen.de",
  "bücher.example",
  "例え.jp",
  "пример.рф",
  "παράδειγμα.gr",
  "한국.kr",
  "mixed-ümlaut-ß.at",
  "a.b.c",
  "xn--mnchen-3ya.de",
  "😀.ws",
])("%s is as Node's own", (host) => {
  expect(toAsciiHost(host)).toBe(domainToASCII(host));
});

test("any label of plain letters is as Node's own", () => {
  const letters = fc.constantFrom(..."abcxyz019äöüéèñçøåłžαβγδжшщяюあいうカキ漢字中文한글".split(""));
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 20 }), (label) => {
      const host = `${label.join("")}.example`;
      expect(toAsciiHost(host)).toBe(domainToASCII(host));
    }),
  );
});
