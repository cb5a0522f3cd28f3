import { Hono } from "hono";
import { disconnectCalendar } from "../../flows/calendars/disconnect-calendar.ts";
import { viewConnection } from "../../flows/calendars/view-connection.ts";
import type { World } from "../../flows/world.ts";
import { requireOwnOrigin } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import type { RateLimit } from "../../http/rate-limit.ts";
import { caldavRoutes } from "./caldav.ts";
import { choiceRoutes } from "./choices.ts";
import { type ConnectDesk, createDesk, readForm } from "./desk.ts";
import { icsRoutes } from "./ics.ts";
import { closedBody, connectionBody, openerBody } from "./pages.ts";
import { createConnectSessions } from "./session.ts";
import { signInRoutes } from "./sign-in.ts";

export interface ConnectParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  /** Of sign-ins that one rep tries. */
  readonly rateLimit: RateLimit;
}

/** The pages on which reps connect their own calendars: server-made, no script but the one that takes a link apart. */
export function connectRoutes({ world, headers, rateLimit }: ConnectParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const sessions = createConnectSessions(world);
  const desk = createDesk({ world, sessions, rateLimit, headers, providers: [...world.signIn.providers, "caldav", "ics"] });
  linkRoutes(app, desk);
  overviewRoutes(app, desk);
  caldavRoutes(app, desk);
  icsRoutes(app, desk);
  signInRoutes(app, desk);
  choiceRoutes(app, desk);
  return app;
}

/** A personal link becomes a session. */
function linkRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  app.get("/connect/open", () => desk.show({ title: "Connect your calendar", body: openerBody }));
  app.post("/connect/open", async (c) => {
    requireOwnOrigin(c, desk.world.settings.publicUrl);
    const setCookie = desk.sessions.open((await readForm(c)).get("ticket") ?? "");
    if (setCookie === null) return desk.show({ title: "This link does not work", body: closedBody(), status: 404 });
    return desk.go("/connect", [setCookie]);
  });
}

/** What is connected, and its end. */
function overviewRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  const { world } = desk;
  app.get(
    "/connect",
    desk.asRep(async (c, rep) => {
      const view = await viewConnection(world, rep);
      if (!view) return desk.pick(rep);
      const title = view.week.ok ? "Your calendar is connected" : "Your calendar cannot be read";
      const saved = c.req.query("saved") !== undefined;
      return desk.show({ title, body: connectionBody(view, { timeZone: rep.timeZone, saved }) });
    }),
  );
  app.get(
    "/connect/providers",
    desk.asRep((_c, rep) => desk.pick(rep)),
  );
  app.post(
    "/connect/disconnect",
    desk.asRep(async (_c, rep) => {
      await disconnectCalendar(world, rep);
      return desk.go("/connect");
    }),
  );
}
