import { describe, expect, it } from "vitest";
import { manageTexts } from "../../../widget/manage/texts.ts";
import { say } from "../../../widget/shared/say.ts";
import { texts as ar } from "../../../widget/shared/texts/ar.ts";
import { texts as de } from "../../../widget/shared/texts/de.ts";
import { texts as en, type Texts } from "../../../widget/shared/texts/en.ts";
import { texts as es } from "../../../widget/shared/texts/es.ts";
import { texts as fr } from "../../../widget/shared/texts/fr.ts";
import { texts as ja } from "../../../widget/shared/texts/ja.ts";
import { texts as pt } from "../../../widget/shared/texts/pt.ts";

const places = (text: string): string[] => text.match(/\{\w+\}/g)?.sort() ?? [];

/** All words of a language, those too that are loaded later. */
const wordsOf = async ({ later, ...texts }: Texts): Promise<Record<string, string>> => ({
  ...texts,
  ...(await later()).laterTexts,
});

describe.each(Object.entries({ ar, de, es, fr, ja, pt }))("the words in %s", (language, texts) => {
  it("say all that English says, with the same places to fill", async () => {
    const words = await wordsOf(texts);
    for (const [key, text] of Object.entries(await wordsOf(en))) {
      const own = words[key] ?? "";
      expect(own, key).not.toBe("");
      expect(places(own), key).toEqual(places(text));
    }
    for (const [key, text] of Object.entries(manageTexts.en ?? {})) {
      const own = manageTexts[language]?.[key as keyof (typeof manageTexts)[string]] ?? "";
      expect(own, key).not.toBe("");
      expect(places(own), key).toEqual(places(text));
    }
  });
});

describe("a text with places", () => {
  it("is filled as it is, and never read again for places", () => {
    expect(say("Meet with {name}", { name: "{email} $& Ada" })).toBe("Meet with {email} $& Ada");
    expect(say("{count} of {all}", { count: 0 })).toBe("0 of ");
  });
});
