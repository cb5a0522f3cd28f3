/** The languages that mails and invites are written in. */
export type Language = "en" | "de" | "fr" | "es" | "pt" | "ja";

const languages: readonly Language[] = ["en", "de", "fr", "es", "pt", "ja"];

/** The language of a BCP 47 locale, e.g. `de-AT` → `de`; English when we have no words in it. */
export function languageOf(locale: string): Language {
  const wanted = locale.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === wanted) ?? "en";
}

/** The locale for dates and numbers: the reader's own region when its language is ours, e.g. `en-GB`. */
export function formatLocaleOf(locale: string): string {
  const language = languageOf(locale);
  try {
    const [canonical] = Intl.getCanonicalLocales(locale.replaceAll("_", "-"));
    return canonical?.split("-")[0] === language ? canonical : language;
  } catch {
    // RangeError: the browser sent something that is not a locale; its language still is.
    return language;
  }
}
