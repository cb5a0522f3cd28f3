import type { Hono } from "hono";
import { connectCaldav } from "../../flows/calendars/connect-calendar.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { type ConnectDesk, readForm } from "./desk.ts";
import { caldavBody } from "./pages.ts";
import { problemWords } from "./problem-words.ts";

/** Address, user name and password; what went wrong is told beside what was typed. */
export function caldavRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  const page = (typed: { address: string; username: string; problem: string | null }) =>
    desk.show({ title: "Connect a CalDAV calendar", body: caldavBody(typed), ...(typed.problem ? { status: 422 } : {}) });
  app.get(
    "/connect/caldav",
    desk.asRep(() => page({ address: "", username: "", problem: null })),
  );
  app.post(
    "/connect/caldav",
    desk.asRep(async (c, rep) => {
      const form = await readForm(c);
      const typed = { address: form.get("address")?.trim() ?? "", username: form.get("username")?.trim() ?? "" };
      const password = form.get("password") ?? "";
      const again = (problem: string) => page({ ...typed, problem });
      if (!typed.address || !typed.username || !password) return again("Address, user name and password are all needed.");
      if (!desk.rateLimit.allowed(rep.id)) return again("Too many tries. Wait a minute, and then try again.");
      const result = await connectCaldav(desk.world, rep, { ...typed, password });
      return result.kind === "connected" ? desk.go("/connect/calendars") : again(problemWords(result));
    }),
  );
}
