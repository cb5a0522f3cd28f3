import { toAsciiHost } from "../lead/ascii-host.ts";
import { lookUpMailDomain, readMailDomain } from "../lead/mail-domains.ts";

/** A company's place on the net, out of a domain, a host or an address of a page. */
export interface Site {
  readonly host: string;
  /** Registered domain; the host where nothing is registered above it. */
  readonly registered: string;
  /** What was registered, before its public suffix: `save-a-lot` of `save-a-lot.co.uk`. */
  readonly label: string;
  /** The label without hyphens. */
  readonly letters: string;
  /** The public suffix. */
  readonly suffix: string;
}

/** The host of an address, or of a plain host; null when it has none. */
function hostOf(text: string): string | null {
  const trimmed = text.trim().toLowerCase();
  const bare = /^(?:[a-z][a-z0-9+.-]*:)?\/\/(?:[^/@]*@)?([^/:?#]+)/.exec(trimmed)?.[1] ?? trimmed.split(/[/:?#]/, 1)[0] ?? "";
  const host = bare.replace(/\.+$/, "");
  return /^[^\s.]+(?:\.[^\s.]+)+$/.test(host) ? toAsciiHost(host) : null;
}

const plainHost = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

/** Null for what is no host, and for mail providers, which are nobody's. */
export const readSite = (text: string): Site | null => siteOf(text, lookUpMailDomain);

/** The same, remembered by host: for what leads say, which comes again. */
export const readAskedSite = (text: string): Site | null => siteOf(text, readMailDomain);

function siteOf(text: string, lookUp: typeof lookUpMailDomain): Site | null {
  const host = plainHost.test(text) ? text : hostOf(text);
  if (host === null) return null;
  const { registered, free } = lookUp(host);
  if (free) return null;
  const domain = registered ?? host;
  const dot = domain.indexOf(".");
  const label = domain.slice(0, dot);
  const plain = host.startsWith("www.") ? host.slice(4) : host;
  return {
    host: plain === domain ? domain : plain,
    registered: domain,
    label,
    letters: label.includes("-") ? label.replaceAll("-", "") : label,
    suffix: domain.slice(dot + 1),
  };
}
