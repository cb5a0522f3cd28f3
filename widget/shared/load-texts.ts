import type { Texts } from "./texts/en.ts";

const english = () => import("./texts/en.ts");
const catalogues: Readonly<Record<string, () => Promise<{ readonly texts: Texts }>>> = {
  en: english,
  de: () => import("./texts/de.ts"),
  fr: () => import("./texts/fr.ts"),
  es: () => import("./texts/es.ts"),
  pt: () => import("./texts/pt.ts"),
  ja: () => import("./texts/ja.ts"),
  ar: () => import("./texts/ar.ts"),
};

/** The first of the languages that we speak, else English; with the tag that was asked for. */
export const loadTexts = async (languages: readonly string[]): Promise<{ readonly language: string; readonly texts: Texts }> => {
  const loadOf = (tag: string) => catalogues[tag.toLowerCase().split("-")[0] ?? ""];
  const language = languages.find(loadOf) ?? "en";
  return { language, ...(await (loadOf(language) ?? english)()) };
};
