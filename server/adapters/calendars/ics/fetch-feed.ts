import type { CalendarFailure } from "../../../core/ports/calendar.ts";
import { type Instant, instant } from "../../../core/time.ts";
import type { Egress } from "../egress.ts";

/** What a server said of the file when it was last read. */
export interface FeedPlace {
  readonly etag?: string;
  readonly lastModified?: string;
  readonly hash?: string;
}

export interface Feed {
  /** Null when it has not changed. */
  readonly text: string | null;
  readonly place: FeedPlace;
}

const maxBytes = 8 * 1024 * 1024;
const maxRedirects = 4;
const defaultRetryMs = 60_000;

/** Carries a failure of the closed set to the edge of the adapter. */
class FeedFault extends Error {
  readonly failure: CalendarFailure;

  constructor(failure: CalendarFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The failure behind an exception. */
export function feedFailure(error: unknown, signal: AbortSignal): CalendarFailure {
  if (error instanceof FeedFault) return error.failure;
  if (signal.aborted) return { kind: "unreachable", message: "the calendar's server did not answer in time" };
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "EPRIVATE") return { kind: "refused", message: "the address leads where this server may not ask" };
  return { kind: "unreachable", message: `the calendar's server cannot be reached${code ? ` (${code})` : ""}` };
}

/** The file, or word that it is as it was. Its address is a secret, and stands in no message. Throws. */
export async function fetchFeed(
  { egress, now }: { readonly egress: Egress; readonly now: () => Instant },
  asked: { readonly url: URL; readonly signal: AbortSignal; readonly known: FeedPlace | null },
): Promise<Feed> {
  const { signal, known } = asked;
  const headers = new Headers({ accept: "text/calendar, */*;q=0.1", "user-agent": "Handraise" });
  if (known?.etag) headers.set("if-none-match", known.etag);
  if (known?.lastModified) headers.set("if-modified-since", known.lastModified);
  let url = asked.url;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const response = await egress(url, { headers, signal });
    const location = response.headers.get("location");
    if (response.status === 304) return { text: null, place: known ?? {} };
    if (response.status < 300 || response.status > 399 || location === null) return readFeed(response, now());
    await response.body?.cancel();
    const next = new URL(location, url);
    // Whoever listens on the way would learn the address.
    if (url.protocol === "https:" && next.protocol !== "https:") throw refused("it redirects away from https");
    url = next;
  }
  throw refused("it redirects in circles");
}

async function readFeed(response: Response, now: Instant): Promise<Feed> {
  if (!response.ok) throw new FeedFault(statusFailure(response, now));
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw refused(`it has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  // Half a file must never be read as a calendar with less in it.
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) || !/END:VCALENDAR\s*$/i.test(text)) throw refused("it is not a whole calendar");
  const etag = response.headers.get("etag");
  const lastModified = response.headers.get("last-modified");
  return { text, place: { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) } };
}

function refused(why: string): FeedFault {
  return new FeedFault({ kind: "refused", message: `the calendar's file cannot be used: ${why}` });
}

function statusFailure({ status, headers }: Response, now: Instant): CalendarFailure {
  const message = `the calendar's server answered ${status}`;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  const retryAt = instant(now + (seconds >= 0 ? seconds * 1000 : defaultRetryMs));
  if (status === 401 || status === 403) return { kind: "auth_lost", message };
  if (status === 404 || status === 410) return { kind: "not_found", message };
  if (status === 429 || (status === 503 && seconds >= 0)) return { kind: "rate_limited", retryAt, message };
  if (status === 408 || status >= 500) return { kind: "unreachable", message };
  return { kind: "refused", message };
}
