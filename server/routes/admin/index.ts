import { Hono } from "hono";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { type Instant, instant } from "../../core/time.ts";
import { listLeads } from "../../flows/list-leads.ts";
import { readReceipt } from "../../flows/read-receipt.ts";
import type { World } from "../../flows/world.ts";
import type { AdminSessions } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import { readBody } from "../../http/read-body.ts";
import { parseBody } from "../public/parse-body.ts";

export interface AdminParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  readonly sessions: AdminSessions;
  /** True in the demo and in development on this machine: no token is asked. */
  readonly open: boolean;
}

const pageSize = 50;
const signInBody = z.object({ token: z.string().max(500) });

function parseBefore(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const ms = Number(text);
  if (!Number.isSafeInteger(ms)) throw new AppError("time_invalid", { param: "before" });
  return instant(ms);
}

/** What operators and RevOps read. Everything needs the operator's token but signing in. */
export function adminRoutes({ world, headers, sessions, open }: AdminParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const json = (answer: unknown, extra?: Record<string, string>) =>
    new Response(JSON.stringify(answer), { headers: headers.api(null, extra) });

  routes.post("/v1/admin/session", async (c) => {
    const { token } = parseBody(signInBody, await readBody(c.req.raw));
    const { setCookie, expiresAt } = sessions.signIn(c, token);
    return json({ outcome: "ok", expiresAt: new Date(expiresAt).toISOString() }, { "set-cookie": setCookie });
  });
  routes.post("/v1/admin/session/end", (c) => json({ outcome: "ok" }, { "set-cookie": sessions.signOut(c).setCookie }));

  if (!open) routes.use("/v1/admin/*", sessions.guard);
  routes.get("/v1/admin/leads", async (c) => {
    const before = parseBefore(c.req.query("before"));
    return json(await listLeads(world, { limit: pageSize, ...(before === undefined ? {} : { before }) }));
  });
  routes.get("/v1/admin/leads/:id/receipt", async (c) => {
    const receipt = await readReceipt(world, c.req.param("id"));
    if (!receipt) throw new AppError("not_found");
    return json(receipt);
  });
  return routes;
}
