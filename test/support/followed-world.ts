import type { JobRow } from "../../db/store/jobs.ts";
import { toSpans } from "../../server/core/availability/spans.ts";
import { type Instant, instant } from "../../server/core/time.ts";
import { type JobKinds, jobKinds } from "../../server/jobs/kinds.ts";
import { type FakeGoogle, startFakeGoogle } from "./fake-google/start-fake-google.ts";
import type { GraphEvent } from "./fake-graph/graph-mailbox.ts";
import { type FakeGraph, startFakeGraph } from "./fake-graph/start-fake-graph.ts";
import type { PushLine } from "./push-line.ts";
import { mondayMorning, openTestWorld, smallSetup, type TestWorld } from "./test-world.ts";

const follower = "anna@acme.example";

/** A vendor's calendar of one rep, and what its person does there. */
export interface Vendor {
  readonly name: string;
  readonly line: PushLine;
  /** Everything that was asked of it so far. */
  asked(): number;
  add(startAt: number, endAt: number): string;
  move(id: string, startAt: number, endAt: number): void;
  remove(id: string): void;
  decline(id: string): void;
  /** Ids of what is there now, ours included. */
  ids(): readonly string[];
  /** The places that it told so far are not known any more. */
  forget(): void;
  /** How many watches are open and not over. */
  watches(): number;
  /** When it is busy, as minutes, as one who looks at it would say. */
  truth(from: number, to: number): readonly number[];
  stop(): Promise<void>;
}

export interface FollowedWorld {
  readonly world: TestWorld;
  readonly vendor: Vendor;
  readonly google: FakeGoogle | null;
  readonly graph: FakeGraph | null;
  now(): Instant;
  pass(ms: number): void;
  /** What memory holds of the rep's calendar, in minutes, from one on to another. */
  known(from: number, to: number): readonly number[];
  /** Pushes that are on their way arrive, and the jobs that they bring run. */
  settle(): Promise<void>;
  /** The process ends, and another one starts on the same database. */
  restart(whileDown: () => void): Promise<void>;
  close(): Promise<void>;
}

export interface FollowedOptions {
  readonly provider: "google" | "microsoft";
  readonly databaseUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Is told of each job that says what somebody did to a booking's event. */
  readonly onChange?: (payload: JobRow["payload"]) => void;
}

/** A server whose rep Anna has a calendar at a fake vendor, which calls the server at changes; Ben's is our own. */
export async function openFollowed(options: FollowedOptions): Promise<FollowedWorld> {
  const { provider, databaseUrl = ":memory:", env = {}, onChange } = options;
  const recorded: JobKinds = {
    ...jobKinds,
    async "calendar.event_changed"(_world, payload) {
      onChange?.(payload);
      return { kind: "done" };
    },
  };
  let now = mondayMorning;
  const google = provider === "google" ? await startFakeGoogle({ people: [follower], now: () => now }) : null;
  const graph = provider === "microsoft" ? await startFakeGraph(() => now) : null;
  const vendor = google ? googleVendor(google) : microsoftVendor(graph, () => now);
  const settings = google
    ? `{ kind: google, account: ${follower}, serviceAccountEnv: HANDRAISE_SECRET_VENDOR }`
    : `{ kind: microsoft, mailbox: ${follower}, tenantId: ${graph?.app.tenantId}, clientId: ${graph?.app.clientId}, clientSecretEnv: HANDRAISE_SECRET_VENDOR }`;
  const setup = smallSetup
    .replace(`email: ${follower}`, `email: ${follower}, calendar: ${settings}`)
    .replace("members: [anna, ben]", "members: [anna, { repId: ben, weight: 0 }]");
  const secret = google?.keyJson ?? graph?.app.clientSecret ?? "";
  const open = (isFirst: boolean) =>
    openTestWorld({
      setup: isFirst ? setup : null,
      databaseUrl,
      env: { HANDRAISE_SECRET_VENDOR: secret, ...env },
      overrides: {
        now: () => now,
        endpoints: { ...google?.endpoints, ...graph?.endpoints },
        ...(onChange ? { jobs: { kinds: recorded } } : {}),
      },
    });
  let world = await open(true);
  const arrive = async (url: string, init: RequestInit) => {
    const { pathname, search } = new URL(url);
    return world.app.request(`${pathname}${search}`, { method: "POST", ...init });
  };
  vendor.line.deliver = async ({ url, headers, body }) => (await arrive(url, { headers, body: body ?? null })).status;
  if (graph) graph.subscriptions.handshake = async (url) => (await arrive(url, {})).text();
  world.context.jobs.start();

  return {
    get world() {
      return world;
    },
    vendor,
    google,
    graph,
    now: () => now,
    pass(ms) {
      now = instant(now + ms);
    },
    known(from, to) {
      const spans = world.context.world.state.calendars.reading("anna")?.spans ?? new Int32Array(0);
      return clip([...spans], from / 60_000, to / 60_000);
    },
    async settle() {
      await vendor.line.settled();
      // Calls of one second are one job, which runs when the second is over.
      now = instant(now + 1_000);
      world.context.jobs.wake();
      await world.context.jobs.drain();
    },
    async restart(whileDown) {
      await world.close();
      whileDown();
      world = await open(false);
      world.context.jobs.start();
    },
    async close() {
      await world.close();
      await vendor.stop();
    },
  };
}

function clip(pairs: readonly number[], from: number, to: number): readonly number[] {
  const out: number[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const start = Math.max(from, pairs[i] ?? 0);
    const end = Math.min(to, pairs[i + 1] ?? 0);
    if (start < end) out.push(start, end);
  }
  return out;
}

const iso = (ms: number) => new Date(ms).toISOString();

function googleVendor(google: FakeGoogle): Vendor {
  const store = () => google.calendar(follower);
  const times = (startAt: number, endAt: number) => ({ start: { dateTime: iso(startAt) }, end: { dateTime: iso(endAt) } });
  return {
    name: "Google",
    line: google.channels.line,
    asked: () => google.calls.length,
    add: (startAt, endAt) => google.put(follower, times(startAt, endAt)).id,
    move: (id, startAt, endAt) => void store().change(id, times(startAt, endAt), {}),
    remove: (id) => store().remove(id),
    decline(id) {
      const others = (store().get(id).attendees ?? []).filter(({ email }) => email !== follower);
      store().change(id, { attendees: [...others, { email: follower, responseStatus: "declined" }] }, {});
    },
    ids: () =>
      store()
        .all()
        .filter(({ status }) => status !== "cancelled")
        .map(({ id }) => id),
    forget: () => store().forgetTokens(),
    watches: () => google.channels.open.size,
    truth: (start, end) =>
      clip(
        store()
          .busy({ start, end })
          .flatMap((span) => [span.start / 60_000, span.end / 60_000]),
        start / 60_000,
        end / 60_000,
      ),
    stop: () => google.stop(),
  };
}

function microsoftVendor(graph: FakeGraph | null, now: () => number): Vendor {
  if (!graph) throw new TypeError("there is no fake to speak to");
  const mailbox = graph.addMailbox(follower);
  const event = (id: string): GraphEvent => {
    const found = mailbox.events.get(id);
    if (!found) throw new Error(`no event ${id}`);
    return found;
  };
  const change = (id: string, changes: Partial<GraphEvent>) => mailbox.touch(Object.assign(event(id), changes));
  return {
    name: "Microsoft",
    line: graph.subscriptions.line,
    asked: () =>
      ["getSchedule", "calendarView", "delta", "getEvent", "subscribe", "renew"].reduce(
        (sum, route) => sum + graph.faults.asked(route as "delta"),
        0,
      ),
    add: (startAt, endAt) => mailbox.put({ start: iso(startAt), end: iso(endAt) }).id,
    move: (id, startAt, endAt) => change(id, { start: iso(startAt), end: iso(endAt) }),
    remove: (id) => mailbox.remove(id),
    decline: (id) => change(id, { response: "declined" }),
    ids: () => [...mailbox.events.keys()],
    forget() {
      mailbox.forgottenBefore = mailbox.log.length + 1;
      // A thing of no time, so that the places told from here on are new ones.
      mailbox.remove(mailbox.put({ start: "2020-01-01T00:00:00Z", end: "2020-01-01T00:10:00Z" }).id);
    },
    watches: () => [...graph.subscriptions.open.values()].filter(({ expiresAt }) => expiresAt > now()).length,
    truth(from, to) {
      const spans = [...mailbox.events.values()].filter(({ response, showAs }) => response !== "declined" && showAs !== "free");
      const all = toSpans(spans.map(({ start, end }) => ({ startAt: Date.parse(start), endAt: Date.parse(end) })));
      return clip([...all], from / 60_000, to / 60_000);
    },
    stop: () => graph.stop(),
  };
}
