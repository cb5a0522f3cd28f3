import type { CalendarFailure } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import type { Egress } from "../egress.ts";
import { CalendarFault } from "./calendar-fault.ts";

export interface DavAccess {
  /** The configured address: its origin alone is ever sent the password. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  /** Ends every request of one call. */
  readonly signal: AbortSignal;
  readonly now: () => Instant;
  /** Makes the requests; the platform's `fetch` when absent. */
  readonly egress?: Egress;
}

const maxBytes = 16 * 1024 * 1024;
const maxRedirects = 3;
const defaultRetryMs = 60_000;

/**
 * A fetch for one call on one account: guards the password, follows redirects inside the account's own servers with method
 * and body kept, caps the size, and throws CalendarFault for whatever is not an answer. PROPFIND and REPORT come back only
 * as 207 with XML; other methods, and requests that handle redirects themselves, come back with any status.
 */
export function davFetch(access: DavAccess): typeof fetch {
  return async (input, init) => {
    try {
      const response = await follow(access, new URL(input instanceof Request ? input.url : input), init ?? {});
      return isQuery(init) && init?.redirect !== "manual" ? await multistatus(response, access.now()) : response;
    } catch (error) {
      throw error instanceof CalendarFault ? error : networkFault(access.signal, error);
    }
  };
}

/** What a status means, for the ones that are not a success. */
export function statusFailure(response: Response, now: Instant): CalendarFailure {
  const { status } = response;
  const message = `the calendar server answered ${status} ${response.statusText}`.trim();
  const retryAt = retryAfter(response.headers.get("retry-after"), now);
  if (status === 401 || status === 403) return { kind: "auth_lost", message };
  if (status === 404 || status === 410) return { kind: "not_found", message };
  if (status === 429) return { kind: "rate_limited", retryAt: retryAt ?? instant(now + defaultRetryMs), message };
  if (status === 503 && retryAt !== null) return { kind: "rate_limited", retryAt, message };
  if (status === 408 || (status >= 500 && status <= 504)) return { kind: "unreachable", message };
  return { kind: "refused", message };
}

function retryAfter(header: string | null, now: Instant): Instant | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return instant(now + Number(header) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : instant(Math.max(at, now));
}

async function follow(access: DavAccess, first: URL, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`);
  headers.set("user-agent", "Handraise");
  const ask = access.egress ?? ((url, init) => fetch(url, { ...init, redirect: "manual" }));
  const { method } = init;
  const body = textOf(init.body);
  let url = first;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    if (!mayAsk(access.url, url)) throw elsewhere(url);
    const response = await ask(url, { ...(method ? { method } : {}), headers, body, signal: access.signal });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status > 399 || location === null) return withCappedBody(response);
    if (init.redirect === "manual") return response;
    await response.body?.cancel();
    url = new URL(location, url);
  }
  throw new CalendarFault({ kind: "refused", message: "the calendar server redirects in circles" });
}

/** The library sends text alone. */
function textOf(body: RequestInit["body"]): string | null {
  if (body === null || body === undefined || typeof body === "string") return body ?? null;
  throw new TypeError("a request to a calendar server has text for a body");
}

/** iCloud keeps each account on a numbered host of its own and says so only in its answers. */
const siblingHosts: Readonly<Record<string, RegExp>> = { "caldav.icloud.com": /^p\d{1,4}-caldav\.icloud\.com$/ };

/** Whether the password may be sent to `url`: the configured origin, or a host known to belong to it. */
export function mayAsk(configured: string, url: URL): boolean {
  const home = new URL(configured);
  if (url.origin === home.origin) return true;
  const siblings = siblingHosts[home.hostname];
  return siblings !== undefined && url.protocol === "https:" && url.port === "" && siblings.test(url.hostname);
}

function elsewhere(url: URL): CalendarFault {
  const message = `the calendar server points to ${url.origin}, which is not the configured address; configure that address if it is right`;
  return new CalendarFault({ kind: "refused", message });
}

function isQuery(init: RequestInit | undefined): boolean {
  return init?.method === "PROPFIND" || init?.method === "REPORT";
}

/** An empty or half answer must never be read as an empty calendar. */
async function multistatus(response: Response, now: Instant): Promise<Response> {
  if (response.status >= 400) throw new CalendarFault(statusFailure(response, now));
  const body = await response.text();
  if (response.status !== 207 || !/<\/(?:[\w-]+:)?multistatus\s*>\s*$|<(?:[\w-]+:)?multistatus[^<>]*\/>\s*$/.test(body)) {
    throw new CalendarFault({ kind: "refused", message: `the answer (${response.status}) is not one of a CalDAV server` });
  }
  // Some servers call their XML text/plain, which the library would not parse.
  return new Response(body, { status: 207, headers: { "content-type": "application/xml" } });
}

async function withCappedBody(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new CalendarFault({ kind: "refused", message: `the calendar answers with more than ${maxBytes} bytes` });
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const hasBody = ![101, 204, 205, 304].includes(status);
  return new Response(hasBody ? Buffer.concat(chunks) : null, { status, statusText, headers });
}

function networkFault(signal: AbortSignal, cause: unknown): CalendarFault {
  const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  const code = why instanceof Error && "code" in why && typeof why.code === "string" ? ` (${why.code})` : "";
  if (code.includes("EPRIVATE")) return new CalendarFault({ kind: "refused", message: String(why) }, { cause });
  const message = signal.aborted ? "the calendar server did not answer in time" : `the calendar server cannot be reached${code}`;
  return new CalendarFault({ kind: "unreachable", message }, { cause });
}
