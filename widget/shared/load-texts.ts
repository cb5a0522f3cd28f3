import type { Texts } from "./texts/en.ts";

const catalogues: Readonly<Record<string, () => Promise<{ readonly texts: Texts }>>> = {
  en: () => import("./texts/en.ts"),
  de: () => import("./texts/de.ts"),
  fr: () => import("./texts/fr.ts"),
  es: () => import("./texts/es.ts"),
  pt: () => import("./texts/pt.ts"),
  ja: () => import("./texts/ja.ts"),
  ar: () => import("./texts/ar.ts"),
};

/** The first of the languages that we speak, else English; with the tag that was asked for. */
export const loadTexts = async (languages: readonly string[]): Promise<{ readonly language: string; readonly texts: Texts }> => {
  for (const language of [...languages, "en"]) {
    const load = catalogues[language.toLowerCase().split("-")[0] ?? ""];
    if (load) return { language, ...(await load()) };
  }
  throw new Error("English is always there");
};
