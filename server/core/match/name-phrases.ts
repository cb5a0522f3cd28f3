/** Two words that are one in English; the second counts for nothing. */
const phrases: ReadonlyMap<string, string> = new Map(
  (
    "dai hoc=university|cao dang=college|trung hoc=secondary|tieu hoc=primary|giao duc=education|dao tao=training|cong nghe=technology|ky thuat=technical|kinh te=economics|" +
    "cong nghiep=industry|y te=health|y khoa=medical|y duoc=medical|khoa hoc=science|su pham=pedagogical|quoc te=international|ngan hang=bank|thanh pho=city|benh vien=hospital|" +
    "bach khoa=polytechnic|quoc gia=national|ngoai ngu=language|nong lam=agricultural|nong nghiep=agricultural|tai chinh=finance|thuong mai=trading|kien truc=architecture|ha noi=hanoi|" +
    "sekolah tinggi=college|perguruan tinggi=college|high school=school|haute ecole=college|hoch schule=college|grande ecole=school|zespol szkol=school"
  )
    .split("|")
    .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
);
const phraseStarts: ReadonlySet<string> = new Set([...phrases.keys()].map((phrase) => phrase.slice(0, phrase.indexOf(" "))));

/** The one English word for two words; undefined when they are no phrase. */
export const readPhrase = (word: string, next: string | undefined): string | undefined =>
  next !== undefined && phraseStarts.has(word) ? phrases.get(`${word} ${next}`) : undefined;
