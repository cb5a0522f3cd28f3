/** Postal codes that begin alike, or lie between two beginnings of one length. */
export interface PostalRange {
  readonly low: string;
  readonly high: string;
  /** Asked with a code in the form of `readPostalCode`. */
  readonly has: (code: string) => boolean;
}

/** In upper case without spaces and dots; an extension after a dash stays behind its code. */
export function readPostalCode(text: string): string {
  return text.toUpperCase().replace(/[\s.-]+/g, "");
}

const britishCode = /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/;

/** `10000-19999`, `SW1`, `75`; null for anything else. */
export function readPostalRange(text: string): PostalRange | null {
  const [first = "", second, ...more] = text.split(/\s*(?:-|–|\.\.)\s*/).map((end) => end.toUpperCase().replace(/[\s.]+/g, ""));
  const low = first;
  const high = second ?? first;
  if (more.length > 0 || low.length !== high.length || low > high || !/^[A-Z0-9]{1,10}$/.test(low) || !/^[A-Z0-9]+$/.test(high))
    return null;
  const single = low === high;
  return {
    low,
    high,
    has: (code) => {
      const begins = code.slice(0, low.length);
      if (begins.length < low.length || begins < low || begins > high) return false;
      const british = single ? britishCode.exec(code) : null;
      return british === null || endsArea(low, british[1] ?? "");
    },
  };
}

/** A British code's areas and districts have no fixed length: S is not SW, and SW1 is not SW10. */
function endsArea(beginning: string, outward: string): boolean {
  if (beginning.length >= outward.length) return true;
  const next = outward.charAt(beginning.length);
  return /\d$/.test(beginning) ? !/\d/.test(next) : !/[A-Z]/.test(next);
}
