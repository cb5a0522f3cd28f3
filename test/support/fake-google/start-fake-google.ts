import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type FakeChannels, fakeChannels } from "./channels.ts";
import { type EventStore, eventStore, type FakeEvent } from "./event-store.ts";
import { type FakeFault, type FakeRoute, faultPlan } from "./faults.ts";
import { type FakeState, googleApp } from "./google-app.ts";
import { fakeGrants } from "./oauth.ts";

/** Google Calendar on loopback: what was put into it, what it was asked, and how to break it. */
export interface FakeGoogle {
  /** For the provider's deps. */
  readonly endpoints: { readonly googleApi: string; readonly googleToken: string };
  readonly keyJson: string;
  readonly calls: FakeState["calls"];
  /** Each person's own calendar has the person's address as its id; these are more. */
  addCalendar(id: string, how?: { readonly timeZone?: string; readonly readers?: readonly string[] }): EventStore;
  /** A calendar by its id. */
  calendar(id: string): EventStore;
  put(calendarId: string, event: Partial<FakeEvent>): FakeEvent;
  /** Breaks the next calls of a route. */
  fail(route: FakeRoute, fault: FakeFault): void;
  /** Ends every fault that is planned. */
  mend(): void;
  /** Free/busy answers of this calendar carry this error; null ends it. */
  breakCalendar(id: string, reason: string | null): void;
  setPageSize(events: number): void;
  /** From now on busy times are answered as they are now. */
  cacheBusy(): void;
  /** Push channels, and the way that pushes take. */
  readonly channels: FakeChannels;
  /** A token that another sign-in gave for this person. */
  admit(person: string, token: string): void;
  revoke(person: string): void;
  endTokens(): void;
  /** Forgets events, calls, faults and broken calendars; people and tokens stay. */
  clear(): void;
  stop(): Promise<void>;
}

export interface FakeGoogleOptions {
  readonly people?: readonly string[];
  readonly timeZone?: string;
  readonly now?: () => number;
}

/** A fresh one on a free port. It proves how we handle answers, not what the real one answers. */
export async function startFakeGoogle(options: FakeGoogleOptions = {}): Promise<FakeGoogle> {
  const { people = ["ada@example.com"], timeZone: homeZone = "Europe/Berlin", now = Date.now } = options;
  const calendars = new Map<string, { store: EventStore; readers: Set<string>; error: string | null }>();
  const grants = fakeGrants({ people, now });
  const channels = fakeChannels(now);
  const state: FakeState = { grants, faults: faultPlan(), channels, calendars, calls: [], pageSize: 2_500 };

  const google: Omit<FakeGoogle, "endpoints" | "stop"> = {
    keyJson: grants.keyJson,
    calls: state.calls,
    channels,
    addCalendar(id, { timeZone = homeZone, readers = people } = {}) {
      const store = eventStore({ timeZone, owner: id.toLowerCase(), onChange: () => channels.changed(id.toLowerCase()) });
      calendars.set(id.toLowerCase(), { store, readers: new Set(readers), error: null });
      return store;
    },
    calendar(id) {
      const calendar = calendars.get(id.toLowerCase());
      if (!calendar) throw new Error(`no calendar ${id}`);
      return calendar.store;
    },
    put: (calendarId, event) => google.calendar(calendarId).insert(event),
    fail: (route, fault) => state.faults.add(route, fault),
    mend: () => state.faults.clear(),
    breakCalendar(id, reason) {
      const calendar = calendars.get(id.toLowerCase());
      if (calendar) calendar.error = reason;
    },
    cacheBusy() {
      for (const { store } of calendars.values()) store.cacheBusy({ start: 0, end: 8_640_000_000_000_000 });
    },
    setPageSize(events) {
      state.pageSize = events;
    },
    admit: (person, token) => grants.admit(person, token),
    revoke: (person) => grants.revoke(person),
    endTokens: () => grants.endTokens(),
    clear() {
      calendars.clear();
      channels.clear();
      for (const person of people) google.addCalendar(person, { readers: [person] });
      state.calls.length = 0;
      state.faults.clear();
      state.pageSize = 2_500;
    },
  };
  google.clear();

  let root = "";
  const server = createAdaptorServer(googleApp(state, () => `${root}token`));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    ...google,
    endpoints: { googleApi: root, googleToken: `${root}token` },
    async stop() {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
