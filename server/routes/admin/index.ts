import { Hono } from "hono";
import type { LeadList } from "../../contract/leads.ts";
import type { ReceiptAnswer } from "../../contract/receipt.ts";
import { AppError } from "../../core/errors.ts";
import type { LeadId } from "../../core/id.ts";
import { formatInstant, type Instant, instant } from "../../core/time.ts";
import { connectLink } from "../../flows/connect-link.ts";
import { listLeads } from "../../flows/list-leads.ts";
import { readReceipt } from "../../flows/read-receipt.ts";
import type { World } from "../../flows/world.ts";
import type { AdminSessions } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";

export interface AdminParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  readonly sessions: AdminSessions;
}

const pageSize = 50;

function parseBefore(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const ms = Number(text);
  if (!Number.isSafeInteger(ms)) throw new AppError("time_invalid", { param: "before" });
  return instant(ms);
}

/** A lead's id as the address has it; throws `not_found` for anything else. */
function parseLeadId(text: string): LeadId {
  if (!/^lead_[A-Za-z0-9_-]{22}$/.test(text)) throw new AppError("not_found");
  return `lead_${text.slice("lead_".length)}`;
}

/** What operators and RevOps read and hand out. Everything needs the operator's token. */
export function adminRoutes({ world, headers, sessions }: AdminParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const json = (answer: unknown, extra?: Record<string, string>) =>
    new Response(JSON.stringify(answer), { headers: headers.api(null, extra) });

  routes.use("/v1/admin/*", sessions.guard);
  routes.get("/v1/admin/leads", async (c) => {
    const before = parseBefore(c.req.query("before"));
    const list: LeadList = await listLeads(world, { limit: pageSize, ...(before === undefined ? {} : { before }) });
    return json(list);
  });
  routes.get("/v1/admin/leads/:id/receipt", async (c) => {
    const receipt: ReceiptAnswer | null = await readReceipt(world, parseLeadId(c.req.param("id")));
    if (!receipt) throw new AppError("not_found");
    return json(receipt);
  });
  routes.post("/v1/admin/reps/:id/connect-link", (c) => {
    const rep = world.state.setupOrNull()?.reps.get(c.req.param("id"));
    if (rep?.calendar.kind !== "connected") throw new AppError("not_found");
    const { url, expiresAt } = connectLink(world, { repId: rep.id });
    return json({ url, expiresAt: formatInstant(expiresAt) });
  });
  return routes;
}
