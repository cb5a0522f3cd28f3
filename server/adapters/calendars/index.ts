import type { CalendarSettings, Rep } from "../../core/availability/rep.ts";
import type { Calendar, CalendarProvider } from "../../core/ports/calendar.ts";
import { builtinProvider } from "./builtin/builtin-provider.ts";
import { busySpans } from "./caldav/busy-spans.ts";
import { type CaldavDeps, caldavProvider } from "./caldav/caldav-provider.ts";
import { failureOf } from "./caldav/calendar-fault.ts";
import { type ConnectedDeps, connectedProvider } from "./connected/connected-provider.ts";
import { guardedFetch } from "./egress/guarded-fetch.ts";
import { type GoogleDeps, googleProvider } from "./google/google-provider.ts";
import { type IcsDeps, icsProvider, type ReadSpans } from "./ics/ics-provider.ts";
import { type MicrosoftDeps, microsoftProvider } from "./microsoft/microsoft-provider.ts";

/** What providers need from outside: secrets by name, a clock for `Retry-After`, and other roots of the vendors' services in tests. */
export type CalendarDeps = CaldavDeps & ConnectedDeps & GoogleDeps & IcsDeps & MicrosoftDeps;

type Kind = CalendarSettings["kind"];

/** What the setup names may stand in the operator's own network. */
const ownEgress = guardedFetch({ allowPrivate: true });

const readSpans: ReadSpans = async (objects, question) => {
  try {
    const { default: ical } = await import("ical.js");
    return { ok: true, value: await busySpans(ical, objects, question) };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
};

/** The registry: one line a provider. A provider loads its SDK on first use. */
const providers: { readonly [K in Kind]: (deps: CalendarDeps) => CalendarProvider<K> } = {
  builtin: builtinProvider,
  caldav: caldavProvider,
  connected: connectedProvider,
  google: googleProvider,
  ics: (deps) => icsProvider({ ...deps, egress: deps.egress ?? ownEgress, readSpans }),
  microsoft: microsoftProvider,
};

/** The rep's calendar; opening makes no call. */
export function openCalendar(rep: Rep, deps: CalendarDeps): Calendar {
  return openAs({ kind: rep.calendar.kind, rep, deps });
}

/** True when the rep's busy times come from our own bookings alone, so no call is needed to know them. */
export function isLocalCalendar(kind: Kind): boolean {
  return providers[kind]({ secret: () => undefined }).local;
}

function openAs<K extends Kind>({
  kind,
  rep,
  deps,
}: {
  readonly kind: K;
  readonly rep: Rep;
  readonly deps: CalendarDeps;
}): Calendar {
  return providers[kind](deps).open(rep, settingsOf(rep, kind));
}

/** The settings as those of their own kind; the compiler cannot see that `kind` was read from them. */
function settingsOf<K extends Kind>(rep: Rep, kind: K): Extract<CalendarSettings, { kind: K }> {
  if (rep.calendar.kind !== kind) throw new TypeError(`calendar settings are ${rep.calendar.kind}, not ${kind}`);
  return rep.calendar as Extract<CalendarSettings, { kind: K }>;
}
