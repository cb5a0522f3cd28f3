import { toAsciiHost } from "../lead/ascii-host.ts";
import { oneLine } from "../lead/fold-text.ts";

const longestLine = 500;

/** What a table says where it says nothing. */
const nothing: ReadonlySet<string> = new Set(["", "-", "--", "–", "—", "n/a", "#n/a", "null", "none", "(blank)", "nan"]);

/** One clean line; empty when the cell says nothing. */
export function readLine(cell: string): string {
  const text = oneLine(cell, longestLine);
  return nothing.has(text.toLowerCase()) ? "" : text;
}

/** Parts of a cell with several values: between bars, semicolons or line ends, never commas, which names have. */
export function readParts(cell: string): readonly string[] {
  return cell
    .split(/[|;\n]/)
    .map(readLine)
    .filter((part) => part !== "");
}

const host = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;

/** The host that somebody means by `https://www.Acme.com/de`, `@acme.com` or `acme.com.`; null when it is none. */
export function readDomain(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/^[^/?#\s]*@/, "")
    .replace(/[/?#:].*$/s, "")
    .replace(/^www\d?\./, "")
    .replace(/\.+$/, "");
  const ascii = toAsciiHost(bare);
  return host.test(ascii) ? ascii : null;
}

/** Like `readParts`, and commas and spaces part domains too. */
export function domainParts(cell: string): readonly string[] {
  return cell
    .split(/[|;,\s]+/)
    .map(readLine)
    .filter((part) => part !== "");
}

const yes: ReadonlySet<string> = new Set(["true", "yes", "y", "1", "x", "ja", "oui", "si", "sí", "sim", "open", "offen"]);
const no: ReadonlySet<string> = new Set(["false", "no", "n", "0", "nein", "non", "não", "closed", "geschlossen"]);

/** Null when it says neither. */
export function readFlag(text: string): boolean | null {
  const word = text.toLowerCase();
  return yes.has(word) ? true : no.has(word) ? false : null;
}

/** Epoch milliseconds of `2026-05-01`, an ISO instant, `2026-05-01 10:00` (UTC), `01.05.2026` or an epoch number; null when none. */
export function readDate(text: string): number | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (german) return dayOf(Number(german[3]), Number(german[2]), Number(german[1]));
  if (/^\d{12,14}$/.test(text)) return Number(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/.exec(text);
  if (!iso) return null;
  const [, year, month, day, time, zone = "Z"] = iso;
  const start = dayOf(Number(year), Number(month), Number(day));
  if (start === null || time === undefined) return start;
  const offset = zone === "UTC" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  const at = Date.parse(`${year}-${month}-${day}T${time}${offset}`);
  return Number.isNaN(at) ? null : at;
}

function dayOf(year: number, month: number, day: number): number | null {
  const at = Date.UTC(year, month - 1, day);
  const date = new Date(at);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? at : null;
}

/** A whole number of things, `1,200` and `1.200` included; null when it is none. */
export function readCount(text: string): number | null {
  const digits = /^\d{1,3}([.,' ]\d{3})+$/.test(text) ? text.replace(/\D/g, "") : text;
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
