import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { FakeChannels } from "./channels.ts";
import type { EventStore, FakeEvent } from "./event-store.ts";
import { errorBody, type FakeFault, FakeRefusal, type FakeRoute, type FaultPlan } from "./faults.ts";
import type { FakeGrants } from "./oauth.ts";
import { partial } from "./partial.ts";

/** What stands behind the routes. */
export interface FakeState {
  readonly grants: FakeGrants;
  readonly faults: FaultPlan;
  readonly channels: FakeChannels;
  readonly calendars: ReadonlyMap<
    string,
    { readonly store: EventStore; readonly readers: ReadonlySet<string>; readonly error: string | null }
  >;
  /** Every call, in the order of arrival. */
  readonly calls: {
    readonly route: FakeRoute;
    readonly query: Readonly<Record<string, string>>;
    readonly body: unknown;
    readonly headers: Headers;
  }[];
  /** Most events that a page has, whatever is asked for. */
  pageSize: number;
}

type Env = { Bindings: HttpBindings };
type Handler = (c: Context<Env>, subject: string) => Promise<Response> | Response;

/** That there is a longest range is known, how long it is is not documented; 90 days are known to be answered. */
const maxTimeMs = 93 * 86_400_000;

/** The Calendar API v3 and the token endpoint, as far as the reference describes them. */
export function googleApp(state: FakeState, tokenUrl: () => string): Hono<Env> {
  const app = new Hono<Env>();
  const on = ([method, path]: readonly [string, string], route: FakeRoute, handle: Handler) =>
    app.on(method, path, (c) => answer(c, state, { route, handle }));
  app.post("/token", async (c) => {
    const form = new URLSearchParams(await c.req.raw.clone().text());
    return answer(c, state, {
      route: "token",
      handle: () => {
        const { status, body } = state.grants.token(form, tokenUrl());
        return Response.json(body, { status });
      },
    });
  });
  const events = "/calendar/v3/calendars/:calendarId/events";
  on(["POST", "/calendar/v3/freeBusy"], "freebusy.query", (c, subject) => freeBusy(c, state, subject));
  on(["GET", "/calendar/v3/users/me/calendarList"], "calendarList.list", (_c, subject) =>
    Response.json({ kind: "calendar#calendarList", items: calendarsOf(state, subject) }),
  );
  on(["GET", events], "events.list", (c, subject) => list(c, state, storeOf(c, state, subject)));
  on(["POST", events], "events.insert", async (c, subject) => Response.json(storeOf(c, state, subject).insert(await written(c))));
  on(["POST", `${events}/watch`], "events.watch", async (c, subject) => {
    storeOf(c, state, subject);
    const id = c.req.param("calendarId") ?? "";
    return Response.json(state.channels.watch((id === "primary" ? subject : id).toLowerCase(), await c.req.raw.clone().json()));
  });
  on(["POST", "/calendar/v3/channels/stop"], "channels.stop", async (c) => {
    state.channels.stop(await c.req.raw.clone().json());
    return new Response(null, { status: 204 });
  });
  on(["GET", `${events}/:eventId`], "events.get", (c, subject) =>
    Response.json(storeOf(c, state, subject).get(c.req.param("eventId") ?? "")),
  );
  const change =
    (whole: boolean): Handler =>
    async (c, subject) => {
      const ifMatch = c.req.header("if-match");
      const how = { whole, ...(ifMatch === undefined ? {} : { ifMatch }) };
      return Response.json(storeOf(c, state, subject).change(c.req.param("eventId") ?? "", await written(c), how));
    };
  on(["PATCH", `${events}/:eventId`], "events.patch", change(false));
  on(["PUT", `${events}/:eventId`], "events.update", change(true));
  on(["DELETE", `${events}/:eventId`], "events.delete", (c, subject) => {
    storeOf(c, state, subject).remove(c.req.param("eventId") ?? "");
    return new Response(null, { status: 204 });
  });
  return app;
}

/** One call: noted, authorized, done, and then made to fail where a fault is planned. */
async function answer(
  c: Context<Env>,
  state: FakeState,
  { route, handle }: { readonly route: FakeRoute; readonly handle: Handler },
): Promise<Response> {
  const body: unknown = c.req.header("content-type")?.includes("json") ? await c.req.raw.clone().json() : null;
  state.calls.push({ route, query: c.req.query(), body, headers: c.req.raw.headers });
  const fault = state.faults.take(route);
  const run = async (): Promise<Response> => {
    try {
      const subject = route === "token" ? "" : state.grants.subjectOf(c.req.header("authorization"));
      if (subject === null) throw new FakeRefusal(401, "authError");
      return await handle(c, subject);
    } catch (error) {
      if (!(error instanceof FakeRefusal)) throw error;
      return Response.json(errorBody(error), { status: error.status });
    }
  };
  if (!fault) return run();
  const isReplaced = fault.status !== undefined || fault.drop === true || fault.body !== undefined;
  const done = fault.commit === true || !isReplaced ? await run() : null;
  if (fault.delayMs === "never") await new Promise(() => {});
  else if (fault.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, fault.delayMs as number));
  return done && !isReplaced ? done : broken(c, fault);
}

function broken(c: Context<Env>, fault: FakeFault): Response {
  if (fault.drop) {
    c.env.incoming.socket.destroy();
    return new Response(null);
  }
  const status = fault.status ?? 200;
  const headers = {
    "content-type": fault.contentType ?? "application/json; charset=UTF-8",
    ...(fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter }),
  };
  const { reason = "backendError", domain = "global" } = fault;
  return new Response(fault.body ?? JSON.stringify(errorBody({ status, reason, domain })), { status, headers });
}

function find(state: FakeState, id: string, subject: string) {
  const calendar = state.calendars.get((id === "primary" ? subject : id).toLowerCase());
  return calendar?.readers.has(subject) ? calendar : null;
}

function storeOf(c: Context<Env>, state: FakeState, subject: string): EventStore {
  const calendar = find(state, c.req.param("calendarId") ?? "", subject);
  if (!calendar) throw new FakeRefusal(404, "notFound");
  return calendar.store;
}

function calendarsOf(state: FakeState, subject: string) {
  const own = [...state.calendars].filter(([, { readers }]) => readers.has(subject));
  return own.map(([id, { store }]) => ({
    id,
    summary: id,
    timeZone: store.timeZone,
    accessRole: "owner",
    ...(id === subject ? { primary: true } : {}),
  }));
}

/** An event as it is sent; the conference that it asks for is made when the caller says that it knows conferences. */
async function written(c: Context<Env>): Promise<Partial<FakeEvent>> {
  const { conferenceData, ...event }: Partial<FakeEvent> = await c.req.raw.clone().json();
  if (!conferenceData || c.req.query("conferenceDataVersion") !== "1") return event;
  const request = conferenceData["createRequest"] as { readonly requestId: string };
  const link = `https://meet.google.com/${request.requestId.slice(0, 10)}`;
  return {
    ...event,
    hangoutLink: link,
    conferenceData: { createRequest: { ...request, status: { statusCode: "success" } }, conferenceId: request.requestId },
  };
}

async function freeBusy(c: Context<Env>, state: FakeState, subject: string): Promise<Response> {
  const { timeMin, timeMax, items = [], calendarExpansionMax = 50 } = await c.req.raw.clone().json();
  const range = { start: Date.parse(timeMin), end: Date.parse(timeMax) };
  if (calendarExpansionMax > 50) throw new FakeRefusal(400, "invalid");
  if (!(range.start < range.end)) throw new FakeRefusal(400, "timeRangeEmpty", "calendar");
  if (range.end - range.start > maxTimeMs) throw new FakeRefusal(400, "timeRangeTooLong", "calendar");
  const answers = (items as readonly { readonly id: string }[]).map(({ id }, i) => {
    const calendar = find(state, id, subject);
    const failed = (reason: string) => [id, { errors: [{ domain: "global", reason }], busy: [] }] as const;
    if (i >= calendarExpansionMax) return failed("tooManyCalendarsRequested");
    if (!calendar) return failed("notFound");
    if (calendar.error !== null) return failed(calendar.error);
    const iso = (ms: number) => new Date(ms).toISOString().replace(".000Z", "Z");
    return [id, { busy: calendar.store.busy(range).map(({ start, end }) => ({ start: iso(start), end: iso(end) })) }] as const;
  });
  return Response.json({ kind: "calendar#freeBusy", timeMin, timeMax, calendars: Object.fromEntries(answers) });
}

function list(c: Context<Env>, state: FakeState, store: EventStore): Response {
  const { timeMin, timeMax, pageToken = "0", maxResults = "250", singleEvents, showDeleted, fields, iCalUID } = c.req.query();
  const { syncToken } = c.req.query();
  // https://developers.google.com/workspace/calendar/api/v3/reference/events/list
  if (syncToken !== undefined && (timeMin ?? timeMax ?? iCalUID) !== undefined)
    throw new FakeRefusal(400, "syncTokenWithRequestedOrdering");
  const range = { start: timeMin ? Date.parse(timeMin) : 0, end: timeMax ? Date.parse(timeMax) : Date.parse("2100-01-01") };
  const all = (syncToken === undefined ? listed() : store.since(Number(/^sync-(\d+)$/.exec(syncToken)?.[1]))).filter(
    (event) => iCalUID === undefined || event.iCalUID === iCalUID,
  );
  function listed() {
    return store.list(range, { singleEvents: singleEvents === "true", showDeleted: showDeleted === "true" });
  }
  const from = Number(pageToken);
  const to = from + Math.min(state.pageSize, Number(maxResults), 2_500);
  const items = all.slice(from, to);
  const more = to < all.length ? { nextPageToken: String(to) } : { nextSyncToken: `sync-${store.version}` };
  return Response.json(partial({ kind: "calendar#events", timeZone: store.timeZone, items, ...more }, fields));
}
