import { DateTime } from "luxon";
import { FakeRefusal } from "./faults.ts";
import { at, blocks, instancesOf, type Span, spanOf } from "./instances.ts";

export interface FakeTime {
  readonly date?: string;
  readonly dateTime?: string;
  readonly timeZone?: string;
}

export interface FakeAttendee {
  readonly email: string;
  readonly displayName?: string;
  readonly responseStatus?: string;
  readonly self?: boolean;
}

/** The Event resource, as far as anybody here writes it. */
export interface FakeEvent {
  readonly id: string;
  readonly etag?: string;
  readonly iCalUID?: string;
  readonly status?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly location?: string;
  readonly start?: FakeTime;
  readonly end?: FakeTime;
  readonly recurrence?: readonly string[];
  readonly recurringEventId?: string;
  readonly transparency?: string;
  readonly eventType?: string;
  readonly attendees?: readonly FakeAttendee[];
  readonly extendedProperties?: { readonly private?: Readonly<Record<string, string>> };
  readonly conferenceData?: Readonly<Record<string, unknown>>;
  readonly hangoutLink?: string;
  readonly sequence?: number;
}

/** One calendar and its events. Throws FakeRefusal where Google would refuse. */
export interface EventStore {
  readonly timeZone: string;
  all(): readonly FakeEvent[];
  get(id: string): FakeEvent;
  insert(event: Partial<FakeEvent>): FakeEvent;
  /** `whole` replaces, otherwise what is given is merged in, and null removes. */
  change(id: string, changes: Partial<FakeEvent>, how: { readonly ifMatch?: string; readonly whole?: boolean }): FakeEvent;
  remove(id: string): void;
  /** One occurrence of a series that differs from the rule. */
  except(event: FakeEvent): void;
  /** A deleted event that can never be brought back. */
  burn(id: string): void;
  /** As `events.list` shows them in a range. */
  list(range: Span, how: { readonly singleEvents: boolean; readonly showDeleted: boolean }): readonly FakeEvent[];
  busy(range: Span): readonly Span[];
  /** Answers every later question about busy times as this one, for benches that do not measure the fake. */
  cacheBusy(range: Span): void;
  /** Says where the calendar stands, and what changed since it stood at `version`. Throws FakeRefusal when that is forgotten. */
  readonly version: number;
  since(version: number): readonly FakeEvent[];
  /** Every sync token given out so far is as good as none. */
  forgetTokens(): void;
}

const idShape = /^[a-v0-9]{5,1024}$/;

export interface EventStoreOptions {
  readonly timeZone: string;
  readonly owner: string;
  readonly onChange?: () => void;
}

export function eventStore({ timeZone, owner, onChange = () => {} }: EventStoreOptions): EventStore {
  const events = new Map<string, FakeEvent>();
  const changedAt = new Map<string, number>();
  const burnt = new Set<string>();
  let version = 0;
  let forgotten = -1;
  let cached: readonly Span[] | null = null;

  function put(event: FakeEvent): FakeEvent {
    version += 1;
    const attendees = event.attendees?.map((one) => ({
      responseStatus: "needsAction",
      ...one,
      ...(one.email.toLowerCase() === owner ? { self: true } : {}),
    }));
    const times = event.start && event.end ? { start: shown(event.start, timeZone), end: shown(event.end, timeZone) } : {};
    const stored = { ...event, ...times, etag: `"${version}000"`, ...(attendees ? { attendees } : {}) };
    events.set(event.id, stored);
    changedAt.set(event.id, version);
    onChange();
    return stored;
  }

  function known(id: string): FakeEvent {
    const event = events.get(id);
    if (!event) throw new FakeRefusal(404, "notFound");
    return event;
  }

  const store: EventStore = {
    timeZone,
    get version() {
      return version;
    },
    since(from) {
      if (!(from > forgotten && from <= version)) throw new FakeRefusal(410, "fullSyncRequired", "calendar");
      return store
        .all()
        .filter(({ id }) => (changedAt.get(id) ?? 0) > from)
        .map((event) => (event.status === "cancelled" ? { id: event.id, status: "cancelled" } : event));
    },
    forgetTokens() {
      forgotten = version;
      version += 1;
    },
    all: () => [...events.values()],
    get: known,
    insert(event) {
      version += 1;
      const id = event.id ?? `g${version.toString(32).padStart(8, "0")}`;
      if (!event.start || !event.end) throw new FakeRefusal(400, "required");
      if (!(spanOf({ ...event, id }, timeZone).start <= spanOf({ ...event, id }, timeZone).end))
        throw new FakeRefusal(400, "timeRangeEmpty", "calendar");
      // The reference asks for one of the two at creation time.
      if (!idShape.test(id) || (event.id !== undefined && event.iCalUID !== undefined)) throw new FakeRefusal(400, "invalid");
      if (events.has(id)) throw new FakeRefusal(409, "duplicate");
      return put({ status: "confirmed", eventType: "default", iCalUID: `${id}@google.com`, sequence: 0, ...event, id });
    },
    change(id, changes, { ifMatch, whole = false }) {
      const before = known(id);
      if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== before.etag) throw new FakeRefusal(412, "conditionNotMet");
      if (burnt.has(id)) throw new FakeRefusal(403, "forbidden");
      if ((changes.sequence ?? before.sequence ?? 0) < (before.sequence ?? 0)) throw new FakeRefusal(400, "invalid");
      const { id: _, ...rest } = changes;
      const merged = whole ? { ...rest, id, iCalUID: before.iCalUID ?? "" } : merge(before, rest);
      return put({ ...merged, id, sequence: (before.sequence ?? 0) + 1 });
    },
    remove(id) {
      const event = known(id);
      if (event.status === "cancelled") throw new FakeRefusal(410, "deleted");
      put({ ...event, status: "cancelled" });
    },
    except: (event) => void put({ status: "confirmed", eventType: "default", ...event }),
    burn: (id) => void burnt.add(id),
    list(range, { singleEvents, showDeleted }) {
      const changed = new Set(store.all().flatMap((event) => (event.recurringEventId === undefined ? [] : [event.id])));
      const shown = store.all().flatMap((event) => (singleEvents ? instancesOf(event, timeZone, { range, changed }) : [event]));
      return shown.filter((event) => showDeleted || event.status !== "cancelled");
    },
    cacheBusy(range) {
      cached = null;
      cached = store.busy(range);
    },
    busy(range) {
      if (cached) return cached;
      const opaque = store.list(range, { singleEvents: true, showDeleted: false }).filter((event) => blocks(event, owner));
      return joined(opaque.map((event) => spanOf(event, timeZone)).filter(({ start, end }) => start < end));
    },
  };
  return store;
}

/** A time as Google shows it: with the offset of the calendar's zone. */
function shown(time: FakeTime, zone: string): FakeTime {
  if (time.dateTime === undefined) return time;
  const dateTime = DateTime.fromMillis(at(time, zone), { zone }).toISO({ suppressMilliseconds: true }) ?? "";
  return { dateTime, timeZone: time.timeZone ?? zone };
}

/** JSON merge patch: what `events.patch` calls patch semantics; arrays are replaced whole. The cast says that a patch is of its target's kind. */
function merge<T extends object>(target: T, patch: object): T {
  const before = new Map<string, unknown>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    const old = before.get(key);
    if (value === null) before.delete(key);
    else before.set(key, isObject(value) ? merge(isObject(old) ? old : {}, value) : value);
  }
  return Object.fromEntries(before) as T;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function joined(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && span.start <= last.end) out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else out.push(span);
  }
  return out;
}
