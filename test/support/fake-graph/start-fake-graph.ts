import { type HttpBindings, serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { MicrosoftSettings } from "../../../server/core/availability/rep.ts";
import { calendarView, createEvent, deleteEvent, deltaView, getEvent, listEvents, updateEvent } from "./event-routes.ts";
import { graphError, Refusal } from "./graph-error.ts";
import { type GraphRoute, graphFaults } from "./graph-faults.ts";
import { type GraphMailbox, graphMailbox } from "./graph-mailbox.ts";
import { scheduleRoute } from "./schedule-route.ts";
import { type AppRegistration, signIn } from "./sign-in.ts";
import { fakeSubscriptions } from "./subscriptions.ts";

type Env = { Bindings: HttpBindings };
type Handler = (c: Context<Env>) => Response | Promise<Response>;
type InMailbox = (c: Context<Env>, mailbox: GraphMailbox) => Response | Promise<Response>;
type InCalendar = (c: Context<Env>, mailbox: GraphMailbox, calendarId: string) => Response | Promise<Response>;

/**
 * Microsoft's sign-in and the calendar part of Graph, as their documents say, on a free loopback port. It holds state, refuses
 * an app's fifth request at once to one mailbox, and gets into the troubles that a test sets by route.
 */
export async function startFakeGraph(now: () => number = Date.now) {
  const app: AppRegistration = {
    tenantId: "8d1f2c9e-0c6d-4a3b-9a41-5f5d0b5a7c11",
    clientId: "1f6a3c52-7f0e-4b1c-8f52-3f2d8f0f6f27",
    clientSecret: "a~secret.of_the+app",
    tokenLifeSeconds: 3599,
  };
  const faults = graphFaults();
  const mailboxes = new Map<string, GraphMailbox>();
  const forbidden = new Set<string>();
  const load = { running: new Map<string, number>(), most: 0 };
  const closing = new AbortController();
  let origin = "";
  const entra = signIn(app, () => `${origin}/.default`, now);
  const subscriptions = fakeSubscriptions(now);
  const find = (address: string) => mailboxes.get(address.toLowerCase());

  /** The route's troubles around its work. */
  const troubled =
    (route: GraphRoute, work: Handler): Handler =>
    async (c) => {
      const trouble = faults.next(route);
      if (!trouble) return work(c);
      if (trouble.delayMs !== undefined) await pause(trouble.delayMs, closing.signal);
      if (trouble.after === "commit") await work(c);
      if (trouble.ending === "silence") await pause(600_000, closing.signal);
      if (trouble.ending) c.env.outgoing.destroy();
      if (trouble.text !== undefined) return c.body(trouble.text, trouble.status ?? 200, trouble.headers);
      const { status, code = "UnknownError", headers = {} } = trouble;
      return status === undefined && trouble.after !== "commit"
        ? work(c)
        : graphError(c, { status: status ?? 504, code, headers });
    };

  const inMailbox =
    (work: InMailbox): Handler =>
    async (c) => {
      if (!entra.isValid(c.req.header("authorization")))
        return graphError(c, { status: 401, code: "InvalidAuthenticationToken" });
      const address = (c.req.param("mailbox") ?? "").toLowerCase();
      const mailbox = find(address);
      if (!mailbox) return graphError(c, { status: 404, code: "ErrorInvalidUser" });
      if (forbidden.has(address)) return graphError(c, { status: 403, code: "ErrorAccessDenied" });
      return work(c, mailbox);
    };

  const inCalendar = (work: InCalendar): Handler =>
    inMailbox((c, mailbox) => {
      const wanted = c.req.param("calendar");
      const calendar = mailbox.calendars.find(({ id }) => wanted === undefined || id === wanted);
      if (!calendar) throw new Refusal({ status: 404, code: "ErrorItemNotFound" });
      return work(c, mailbox, calendar.id);
    });

  const signedIn =
    (work: Handler): Handler =>
    (c) =>
      entra.isValid(c.req.header("authorization")) ? work(c) : graphError(c, { status: 401, code: "InvalidAuthenticationToken" });

  const router = new Hono<Env>();
  router.post("/v1.0/subscriptions", troubled("subscribe", signedIn(subscriptions.create)));
  router.patch("/v1.0/subscriptions/:id", troubled("renew", signedIn(subscriptions.renew)));
  router.delete("/v1.0/subscriptions/:id", troubled("unsubscribe", signedIn(subscriptions.remove)));
  router.use("/v1.0/users/:mailbox/*", async (c, next) => {
    const key = c.req.param("mailbox").toLowerCase();
    const running = (load.running.get(key) ?? 0) + 1;
    load.running.set(key, running);
    load.most = Math.max(load.most, running);
    try {
      if (running > 4) return graphError(c, { status: 429, code: "ApplicationThrottled", headers: { "retry-after": "1" } });
      return await next();
    } finally {
      load.running.set(key, (load.running.get(key) ?? 1) - 1);
    }
  });
  router.post("/:tenant/oauth2/v2.0/token", troubled("token", entra.token));
  router.post(
    "/v1.0/users/:mailbox/calendar/getSchedule",
    troubled(
      "getSchedule",
      inMailbox((c) => scheduleRoute(c, find)),
    ),
  );
  router.get(
    "/v1.0/users/:mailbox/calendars",
    troubled(
      "calendars",
      inMailbox((c, mailbox) => c.json({ value: mailbox.calendars.map(({ id }) => calendarJson(mailbox, id)) })),
    ),
  );
  router.get(
    "/v1.0/users/:mailbox/calendar",
    troubled(
      "calendars",
      inCalendar((c, mailbox, id) => c.json(calendarJson(mailbox, id))),
    ),
  );
  for (const calendar of ["calendar", "calendars/:calendar"]) {
    const path = `/v1.0/users/:mailbox/${calendar}`;
    router.get(`${path}/calendarView/delta`, troubled("delta", inCalendar(deltaView)));
    router.get(`${path}/calendarView`, troubled("calendarView", inCalendar(calendarView)));
    router.get(`${path}/events`, troubled("listEvents", inCalendar(listEvents)));
    router.post(`${path}/events`, troubled("createEvent", inCalendar(createEvent)));
  }
  router.get("/v1.0/users/:mailbox/events/:event", troubled("getEvent", inMailbox(getEvent)));
  router.patch("/v1.0/users/:mailbox/events/:event", troubled("updateEvent", inMailbox(updateEvent)));
  router.delete("/v1.0/users/:mailbox/events/:event", troubled("deleteEvent", inMailbox(deleteEvent)));
  router.onError((error, c) => {
    if (error instanceof Refusal) return graphError(c, error.answer);
    throw error;
  });

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve({ fetch: router.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
      origin = `http://127.0.0.1:${port}`;
      resolve(listening);
    });
  });

  return {
    app,
    faults,
    load,
    subscriptions,
    forbidden,
    endpoints: { graph: origin, microsoftLogin: origin },
    revokeTokens: entra.revokeTokens,
    admit: entra.admit,
    addMailbox(address: string, timeZone = "Europe/Berlin"): GraphMailbox {
      const mailbox = graphMailbox(address, timeZone);
      mailbox.onChange = (calendarId, eventId) => {
        const own = mailbox.calendars[0]?.id === calendarId ? [""] : [];
        subscriptions.changed({ address, path: [...own, `/calendars/${encodeURIComponent(calendarId)}`], eventId });
      };
      mailboxes.set(address.toLowerCase(), mailbox);
      return mailbox;
    },
    settings(mailbox: string, changes: Partial<MicrosoftSettings> = {}): MicrosoftSettings {
      const { tenantId, clientId } = app;
      return { kind: "microsoft", mailbox, tenantId, clientId, clientSecretEnv: "HANDRAISE_SECRET_GRAPH", ...changes };
    },
    async stop(): Promise<void> {
      closing.abort();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeGraph = Awaited<ReturnType<typeof startFakeGraph>>;

function calendarJson({ calendars, address }: GraphMailbox, calendarId: string) {
  const index = calendars.findIndex(({ id }) => id === calendarId);
  return {
    id: calendarId,
    name: calendars[index]?.name,
    isDefaultCalendar: index === 0,
    canEdit: calendars[index]?.canEdit,
    owner: { name: "Ada Lovelace", address },
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
