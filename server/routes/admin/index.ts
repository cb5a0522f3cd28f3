import { Hono } from "hono";
import type { CalendarList } from "../../contract/calendars.ts";
import type { LeadList } from "../../contract/leads.ts";
import type { PoolDetail, PoolLedger, PoolList } from "../../contract/pools.ts";
import type { ReceiptAnswer } from "../../contract/receipt.ts";
import { AppError } from "../../core/errors.ts";
import { whyNotMe } from "../../core/receipt/why-not-me.ts";
import { formatInstant, instant } from "../../core/time.ts";
import { connectLink } from "../../flows/calendars/connect-link.ts";
import { listCalendars } from "../../flows/calendars/list-calendars.ts";
import { type LeadPlace, listLeads } from "../../flows/leads/list-leads.ts";
import { readReceipt } from "../../flows/leads/read-receipt.ts";
import { releaseLead } from "../../flows/leads/release-lead.ts";
import { pauseRep, resumeRep } from "../../flows/pools/pause-rep.ts";
import { listPools, viewLedger, viewPool } from "../../flows/pools/view-pools.ts";
import type { World } from "../../flows/world.ts";
import type { AdminSessions } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import { readBody } from "../../http/read-body.ts";
import { readStored } from "../public/read-envelope.ts";
import { accountRoutes } from "./accounts.ts";
import { bookingRoutes } from "./bookings.ts";
import { leadLifeRoutes } from "./lead-life.ts";
import { parsePause } from "./parse-pause.ts";
import { requireLeadId } from "./require-lead-id.ts";
import { setupRoutes } from "./setups.ts";

export interface AdminParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  readonly sessions: AdminSessions;
}

const pageSize = 50;

/** The `next` of the page before; throws `time_invalid` for anything else. */
function parseBefore(text: string | undefined): LeadPlace | undefined {
  if (text === undefined) return undefined;
  const [, ms, id] = /^(\d{1,15})\.(lead_[A-Za-z0-9_-]{22})$/.exec(text) ?? [];
  if (ms === undefined || id === undefined) throw new AppError("time_invalid", { param: "before" });
  return { createdAt: instant(Number(ms)), id: requireLeadId(id) };
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
    const receipt: ReceiptAnswer | null = await readReceipt(world, requireLeadId(c.req.param("id")));
    if (!receipt) throw new AppError("not_found");
    return json(receipt);
  });
  routes.get("/v1/admin/reps/:id/leads/:lead/why", async (c) => {
    const read = await readReceipt(world, requireLeadId(c.req.param("lead")));
    if (!read) throw new AppError("not_found");
    return json(whyNotMe(read.receipt, c.req.param("id")));
  });
  routes.get("/v1/admin/calendars", () => json({ calendars: listCalendars(world) } satisfies CalendarList));
  routes.route("/", leadLifeRoutes({ world, json }));
  routes.get("/v1/admin/pools", () => json(listPools(world) satisfies PoolList));
  routes.get("/v1/admin/pools/:id", (c) => json(viewPool(world, c.req.param("id")) satisfies PoolDetail));
  routes.get("/v1/admin/pools/:id/ledger", async (c) => {
    const ledger: PoolLedger = await viewLedger(world, { poolId: c.req.param("id"), repId: c.req.query("rep") ?? "" });
    return json(ledger);
  });
  routes.post("/v1/admin/reps/:id/pause", async (c) => {
    const { bytes } = await readBody(c);
    const pause = parsePause(bytes);
    const row = await pauseRep(world, { repId: c.req.param("id"), by: "console", ...pause });
    return json({ repId: row.repId, until: row.untilAt === undefined ? null : formatInstant(row.untilAt) });
  });
  routes.post("/v1/admin/reps/:id/resume", async (c) => {
    await resumeRep(world, c.req.param("id"));
    return json({ repId: c.req.param("id") });
  });
  routes.post("/v1/admin/reps/:id/connect-link", (c) => {
    const rep = world.state.setupOrNull()?.reps.get(c.req.param("id"));
    if (rep?.calendar.kind !== "connected") throw new AppError("not_found");
    const { url, expiresAt } = connectLink(world, { repId: rep.id });
    return json({ url, expiresAt: formatInstant(expiresAt) });
  });
  routes.route("/", bookingRoutes({ world, headers }));
  routes.post("/v1/admin/leads/:id/release", async (c) => {
    const leadId = requireLeadId(c.req.param("id"));
    return json({ leadId, ...(await releaseLead(world, { leadId, by: "operator", readStored })) });
  });
  routes.route("/", accountRoutes({ world, headers }));
  routes.route("/", setupRoutes({ world, headers }));
  return routes;
}
