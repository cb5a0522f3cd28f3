import { createHash } from "node:crypto";
import type { Rep } from "../../../core/availability/rep.ts";
import type { BusySpan, Calendar, CalendarProvider, CalendarRef, CalendarResult } from "../../../core/ports/calendar.ts";
import { type Instant, instant, type ZoneName } from "../../../core/time.ts";
import type { Egress } from "../egress.ts";
import { feedObjects } from "./feed-objects.ts";
import { type FeedPlace, feedFailure, fetchFeed } from "./fetch-feed.ts";

/** What of iCalendar text makes its person busy; throws what `failureOf` of its module understands. */
export type ReadSpans = (
  objects: readonly { readonly url: string; readonly data: string }[],
  question: {
    readonly range: BusySpan;
    readonly timeZone: ZoneName;
    readonly ignoreUids: ReadonlySet<string>;
    readonly ownAddresses: ReadonlySet<string>;
  },
) => Promise<CalendarResult<readonly BusySpan[]>>;

export interface IcsDeps {
  /** A secret by the name that the settings give it. */
  readonly secret: (name: string) => string | undefined;
  readonly now?: () => Instant;
  /** Makes the requests. */
  readonly egress?: Egress;
}

interface IcsParts extends IcsDeps {
  readonly egress: Egress;
  readonly readSpans: ReadSpans;
}

/** A calendar that is published as a file under a secret address. It can be read alone: a meeting's event goes by mail. */
export function icsProvider(parts: IcsParts): CalendarProvider<"ics"> {
  return { kind: "ics", local: false, open: (rep, { urlEnv }) => openFeed(rep, urlEnv, parts) };
}

function openFeed(rep: Rep, urlEnv: string, { secret, now = systemNow, egress, readSpans }: IcsParts): Calendar {
  const cannotWrite = async (): Promise<CalendarResult<CalendarRef>> => {
    return { ok: false, failure: { kind: "refused", message: "a published calendar can be read alone" } };
  };
  const address = (): URL | null => {
    const text = secret(urlEnv)?.replace(/^webcals?:/i, "https:") ?? "";
    return URL.canParse(text) ? new URL(text) : null;
  };
  const call = async <T>(timeoutMs: number, work: (url: URL, signal: AbortSignal) => Promise<CalendarResult<T>>) => {
    const url = address();
    if (!url) return failed(`the address ${urlEnv} is not set, or is none`);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      return await work(url, signal);
    } catch (error) {
      return { ok: false, failure: feedFailure(error, signal) } as const;
    }
  };
  const ownAddresses = new Set([rep.email.toLowerCase()]);

  return {
    busy: ({ startAt, endAt, ignoreUids = [] }, timeoutMs) =>
      call(timeoutMs, async (url, signal) => {
        const { text } = await fetchFeed({ egress, now }, { url, signal, known: null });
        const question = { range: { startAt, endAt }, timeZone: rep.timeZone, ignoreUids: new Set(ignoreUids), ownAddresses };
        return readSpans(feedObjects(text ?? ""), question);
      }),
    changes: ({ cursor }, timeoutMs) =>
      call(timeoutMs, async (url, signal) => {
        const known = readPlace(cursor);
        const feed = await fetchFeed({ egress, now }, { url, signal, known });
        const hash = feed.text === null ? (known?.hash ?? "") : createHash("sha256").update(feed.text).digest("base64");
        const place: FeedPlace = { ...feed.place, hash };
        const whole = hash !== known?.hash;
        return { ok: true, value: { cursor: JSON.stringify(place), whole, blind: false, urls: [] } };
      }),
    readOnly: true,
    create: cannotWrite,
    update: cannotWrite,
    cancel: async () => ({ ok: true, value: null }),
    list: (timeoutMs) =>
      call(timeoutMs, async (url, signal) => {
        const { text } = await fetchFeed({ egress, now }, { url, signal, known: null });
        const name = /^X-WR-CALNAME:(.+)$/m.exec(text ?? "")?.[1]?.trim() ?? url.host;
        return { ok: true, value: [{ id: "feed", name, primary: true, canWrite: false }] };
      }),
    identify: async () => ({ ok: true, value: address()?.host ?? "" }),
  };
}

function failed(message: string) {
  return { ok: false, failure: { kind: "auth_lost", message } } as const;
}

function readPlace(cursor: string | null): FeedPlace | null {
  try {
    const place: unknown = JSON.parse(cursor ?? "null");
    return typeof place === "object" && place !== null ? place : null;
  } catch {
    // A cursor of another kind of calendar is as good as none.
    return null;
  }
}

function systemNow(): Instant {
  return instant(Date.now());
}
