const overWords =
  /^(?:>|over|more than|above|uber|mehr als|plus de|mas de|piu di|oltre|mais de|acima de|meer dan|over de|mer an|mere end|wiecej niz|powyzej|ponad|bolee|bolshe|более|больше|свыше|超过|大于)\s*$/;
const atLeastWords =
  /^(?:>=|≥|at least|from|ab|mindestens|min|minimum|au moins|a partir de|al menos|desde|almeno|da|pelo menos|vanaf|minst|od|от)\s*$/;
const belowWords =
  /^(?:<|<=|≤|under|up to|upto|less than|fewer than|below|max|maximum|bis|bis zu|unter|weniger als|moins de|jusqu a|jusqu'a|menos de|hasta|meno di|fino a|ate|tot|minder dan|upp till|ponizej|do|mniej niz|до|менее|меньше)\s*$/;
const alone = /^(?:just me|only me|solo|self employed|freelancer?|freelance|myself|nur ich|einzelunternehm\w*|seul|solopreneur)$/;
const number = /\d+(?:[.,' \u00a0\u202f\u2009]\d{3}(?!\d))*(?:[.,]\d+)?\s*(?:k|m|tsd|mil|thousand)?(?![\p{L}\d])/iu;

/** Forms offer the same few sizes again and again. */
const cacheLimit = 1_000;
const cache = new Map<string, number | null>();

/**
 * Employees as the lower bound of what a form said: `51-100` → 51, `1k+` → 1000, `über 500` → 501, `< 50` → 1.
 * Null when no number can be read.
 */
export function readSize(text: string): number | null {
  if (text.length > 120) return null;
  const known = cache.get(text);
  if (known !== undefined) return known;
  const size = findSize(fold(text));
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, size);
  return size;
}

function findSize(folded: string): number | null {
  if (alone.test(folded)) return 1;
  const found = number.exec(folded);
  if (found === null) return null;
  const value = readNumber(found[0]);
  if (value === null || value > 20_000_000) return null;
  const before = folded
    .slice(0, found.index)
    .replace(/^.*[(:,]\s*/, "")
    .trim();
  if (belowWords.test(before)) return 1;
  if (overWords.test(before)) return value + 1;
  if (before !== "" && !atLeastWords.test(before) && /[-−]$/.test(before)) return null;
  return Math.max(1, value);
}

function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/(?<=\d)_(?=\d)/g, "-")
    .replace(/_/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function readNumber(text: string): number | null {
  const unit = /[a-z]+$/i.exec(text)?.[0] ?? "";
  const digits = text.slice(0, text.length - unit.length).trim();
  const grouped = /^\d{1,3}(?:[.,' \u00a0\u202f\u2009]\d{3})+$/.test(digits);
  const value = Number(grouped ? digits.replace(/\D/g, "") : digits.replace(",", "."));
  if (!Number.isFinite(value)) return null;
  const factor = unit === "" ? 1 : unit === "m" ? 1_000_000 : 1_000;
  return Math.round(value * factor);
}
