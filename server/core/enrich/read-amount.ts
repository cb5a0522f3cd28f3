/** A range of whole units; without `to` it is open above. */
export interface Amount {
  readonly from: number;
  readonly to?: number;
  /** ISO 4217, when the text says so. */
  readonly currency?: string;
}

const factors: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  mil: 1e3,
  m: 1e6,
  mm: 1e6,
  mn: 1e6,
  mio: 1e6,
  mill: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  millones: 1e6,
  milioni: 1e6,
  milhoes: 1e6,
  miljoen: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  mrd: 1e9,
  md: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  milliards: 1e9,
  miliardi: 1e9,
  miljard: 1e9,
  cr: 1e7,
  crore: 1e7,
  crores: 1e7,
  lakh: 1e5,
  lakhs: 1e5,
  lac: 1e5,
};

const currencies: readonly (readonly [RegExp, string])[] = [
  [/€|\beuros?\b|\beur\b/, "EUR"],
  [/£|\bgbp\b|\bpounds?\b/, "GBP"],
  [/\bchf\b|\bsfr\b|\bfranken\b/, "CHF"],
  [/₹|\binr\b|\brs\b|\bcrores?\b|\blakhs?\b/, "INR"],
  [/r\$|\bbrl\b|\breais\b/, "BRL"],
  [/\bcad\b|\bca\$|\bc\$/, "CAD"],
  [/\baud\b|\ba\$/, "AUD"],
  [/¥|\bjpy\b|\byen\b/, "JPY"],
  [/\bmxn\b|\bmx\$/, "MXN"],
  [/\$|\busd\b|\bdollars?\b/, "USD"],
];

const under =
  /^(?:<|≤|under|up to|less than|below|fewer than|bis|bis zu|unter|weniger als|moins de|jusqu'?a|menos de|hasta|meno di|fino a|ate|tot|minder dan|max\.?)\s*$/;
const over =
  /(?:^|\s)(?:>|≥|over|more than|above|at least|from|uber|ueber|mehr als|ab|plus de|mas de|oltre|piu di|mais de|meer dan|min\.?)\s*$/;
const number = /\d{1,3}(?:[.,' \u00a0\u202f\u2009]\d{3})+(?![\d])|\d+(?:[.,]\d+)?/g;

/**
 * The range of money or of people that a form means: `10M–50M €`, `$1 - 5 Mio.`, `über 500`, `1.000–5.000`, `<10`, `1k+`, `€ 2,5 Mrd`.
 * A unit behind the second number counts for both. Null when there is no number, or when it makes no sense.
 */
export function readAmount(text: string): Amount | null {
  if (text.length > 120) return null;
  const folded = text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[‐-―−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  const currency = currencies.find(([pattern]) => pattern.test(folded))?.[1];
  const found = [...folded.matchAll(number)].map((match) => part(folded, match));
  const [first, second] = found;
  if (first === undefined || found.length > 2) return null;
  const said = currency === undefined ? {} : { currency };
  const lower = first.value * (first.factor ?? second?.factor ?? 1);
  if (second !== undefined) {
    const upper = second.value * (second.factor ?? (first.value < second.value ? (first.factor ?? 1) : 1));
    return upper < lower ? null : { from: lower, to: upper, ...said };
  }
  const before = withoutMoney(first.before);
  if (under.test(before)) return { from: 0, to: lower, ...said };
  if (before.endsWith("-")) return null;
  if (over.test(before) || /^\s*(?:\+|plus\b|and more|or more|und mehr|et plus|o mas|e oltre)/.test(withoutMoney(first.after))) {
    return { from: lower, ...said };
  }
  return { from: lower, to: lower, ...said };
}

interface Part {
  readonly value: number;
  readonly factor: number | undefined;
  readonly before: string;
  readonly after: string;
}

function part(text: string, match: RegExpExecArray): Part {
  const [digits] = match;
  const rest = text.slice(match.index + digits.length);
  const unit = /^\s?([a-z]+)\.?/.exec(rest);
  const factor = factors[unit?.[1] ?? ""];
  return {
    value: valueOf(digits),
    factor,
    before: text.slice(0, match.index),
    after: factor === undefined ? rest : rest.slice(unit?.[0].length),
  };
}

function valueOf(digits: string): number {
  const grouped = /^\d{1,3}(?:[.,' \u00a0\u202f\u2009]\d{3})+$/.test(digits);
  return Number(grouped ? digits.replace(/\D/g, "") : digits.replace(",", "."));
}

function withoutMoney(text: string): string {
  return text
    .replace(/[€$£¥₹]|\b(?:usd|eur|gbp|chf|inr|cad|aud|revenue|umsatz)\b|^.*:/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
