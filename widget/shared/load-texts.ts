import type { Texts } from "./texts/en.ts";

const catalogues: Readonly<Record<string, () => Promise<Texts>>> = {
  en: async () => (await import("./texts/en.ts")).en,
  de: async () => (await import("./texts/de.ts")).de,
  fr: async () => (await import("./texts/fr.ts")).fr,
  es: async () => (await import("./texts/es.ts")).es,
  pt: async () => (await import("./texts/pt.ts")).pt,
  ja: async () => (await import("./texts/ja.ts")).ja,
  ar: async () => (await import("./texts/ar.ts")).ar,
};

/** The first of the languages that we speak, else English; with the tag that was asked for. */
export const loadTexts = async (languages: readonly string[]): Promise<{ readonly language: string; readonly texts: Texts }> => {
  for (const language of [...languages, "en"]) {
    const load = catalogues[language.toLowerCase().split(/[-_]/)[0] ?? ""];
    if (load) return { language: language.replace("_", "-"), texts: await load() };
  }
  throw new Error("English is always there");
};
