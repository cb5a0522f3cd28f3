import { cleanText, oneLine } from "./fold-text.ts";
import type { Utm } from "./lead.ts";

/** What a page's address tells. */
export interface Page {
  /** Host name in lower case, without port. */
  readonly host?: string;
  readonly path?: string;
  readonly utm: Utm;
}

const address = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:@\s]+)(?::\d+)?([^?#]*)(?:\?([^#]*))?/i;
const utmNames = ["source", "medium", "campaign", "term", "content"] as const;
type UtmName = (typeof utmNames)[number];
const noUtm: Utm = {};

/** Host, path and campaign of a page's address; what cannot be read is absent. */
export function readPage(url: string): Page {
  const match = address.exec(url);
  const host = match?.[1]?.toLowerCase();
  if (match === null || host === undefined) return { utm: noUtm };
  const query = match[3];
  const utm = query === undefined || !query.includes("utm_") ? noUtm : readUtm(query);
  return { host, path: match[2] || "/", utm };
}

function readUtm(query: string): Utm {
  const found: Partial<Record<UtmName, string>> = {};
  for (const pair of query.split("&", 100)) {
    const equals = pair.indexOf("=");
    const name = equals < 0 ? null : utmName(pair.slice(0, equals));
    const value = name === null ? "" : decode(pair.slice(equals + 1));
    if (name !== null && value !== "") found[name] ??= value;
  }
  return found;
}

/** `source` of `utm_source`, and so on; null when it is no campaign field. */
export function utmName(name: string): UtmName | null {
  if (!name.startsWith("utm_")) return null;
  const rest = name.slice(4);
  return utmNames.find((known) => known === rest) ?? null;
}

function decode(text: string): string {
  if (!text.includes("%") && !text.includes("+")) return oneLine(text, 200);
  const spaced = text.replaceAll("+", " ");
  try {
    return oneLine(cleanText(decodeURIComponent(spaced)), 200);
  } catch {
    // A percent sign that escapes nothing: the text as it stands is the better answer than none.
    return oneLine(spaced, 200);
  }
}
