import type { Hono } from "hono";
import { connectFeed } from "../../flows/calendars/connect-calendar.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { type ConnectDesk, readForm } from "./desk.ts";
import { feedBody } from "./pages.ts";
import { problemWords } from "./problem-words.ts";

/** The address of a published calendar; there is nothing to choose in it. */
export function icsRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  const page = (problem: string | null) =>
    desk.show({ title: "Connect a published calendar", body: feedBody(problem), ...(problem ? { status: 422 } : {}) });
  app.get(
    "/connect/ics",
    desk.asRep(() => page(null)),
  );
  app.post(
    "/connect/ics",
    desk.asRep(async (c, rep) => {
      const address = (await readForm(c)).get("address")?.trim() ?? "";
      if (!address) return page("An address is needed.");
      if (!desk.rateLimit.allowed(rep.id)) return page("Too many tries. Wait a minute, and then try again.");
      const result = await connectFeed(desk.world, rep, address);
      return result.kind === "connected" ? desk.go("/connect?saved") : page(problemWords(result));
    }),
  );
}
