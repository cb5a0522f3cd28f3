import { toAsciiHost } from "./ascii-host.ts";

const shape = /^[^\s@"(),:;<>[\]\\]{1,64}@([^\s@"(),:;<>[\]\\.]{1,63}(?:\.[^\s@"(),:;<>[\]\\.]{1,63})+)$/u;
const ascii = /^[\x21-\x7e]+$/;

export interface EmailAddress {
  /** The whole address in lower case, its host in ASCII. */
  readonly email: string;
  readonly host: string;
}

/**
 * An e-mail address out of what somebody typed: spaces around it, `mailto:`, `Name <address>`, full-width characters and
 * a full stop at the end are forgiven. Null when it is no address that mail could go to.
 */
export function readEmail(text: string): EmailAddress | null {
  if (text.length > 600 || text.indexOf("@") < 0) {
    if (text.length > 600 || text.indexOf("\uff20") < 0) return null;
  }
  let address = text.trim();
  if (!ascii.test(address)) address = unwrap(address.normalize("NFKC"));
  else if (address.charCodeAt(address.length - 1) < 48 || address.includes(":") || address.includes("<"))
    address = unwrap(address);
  address = address.toLowerCase();
  const match = shape.exec(address);
  const host = match?.[1];
  if (host === undefined || address.length > 254 || !isHost(host) || address.includes("..")) return null;
  const asciiHost = toAsciiHost(host);
  if (asciiHost.length > 253) return null;
  return { email: asciiHost === host ? address : `${address.slice(0, -host.length)}${asciiHost}`, host: asciiHost };
}

function unwrap(text: string): string {
  const angled = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  return angled
    .replace(/^\s*mailto:\s*/i, "")
    .replace(/\?.*$/, "")
    .replace(/[.,;\s]+$/, "")
    .trim();
}

/** Labels without hyphens at their ends, and a last one that is no number. */
function isHost(host: string): boolean {
  return !/(^|\.)-|-(\.|$)/.test(host) && !/\.\d+$/.test(host) && !/[!#$%&'*+/=?^`{|}~_]/.test(host);
}
