import { Hono } from "hono";
import { clockBody, outcomeBody, reportQuery } from "../../contract/lead-life.ts";
import { AppError } from "../../core/errors.ts";
import { instant } from "../../core/time.ts";
import { importOutcomes } from "../../flows/ladders/import-outcomes.ts";
import { pauseClock, resumeClock } from "../../flows/ladders/pause-clock.ts";
import { reportOutcomes } from "../../flows/ladders/report-outcomes.ts";
import { sayOutcome } from "../../flows/ladders/say-outcome.ts";
import { viewLeadLife } from "../../flows/ladders/view-lead-life.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readBody } from "../../http/read-body.ts";
import { parseBody } from "../public/parse-body.ts";
import { requireLeadId } from "./require-lead-id.ts";

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What became of leads: where each stands, what people say of it, its clock, and the report. The guard is the caller's. */
export function leadLifeRoutes({
  world,
  json,
}: {
  readonly world: World;
  readonly json: (answer: unknown) => Response;
}): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get("/v1/admin/leads/:id/life", async (c) => json(await viewLeadLife(world, requireLeadId(c.req.param("id")))));
  routes.post("/v1/admin/leads/:id/outcomes", async (c) => {
    const leadId = requireLeadId(c.req.param("id"));
    const { outcome, at, by } = parseBody(outcomeBody, await readBody(c));
    await sayOutcome(world, { leadId, said: outcome, by, ...(at === undefined ? {} : { at: instant(Date.parse(at)) }) });
    return json(await viewLeadLife(world, leadId));
  });
  routes.post("/v1/admin/leads/:id/clock", async (c) => {
    const leadId = requireLeadId(c.req.param("id"));
    const { running, by } = parseBody(clockBody, await readBody(c));
    await (running ? resumeClock(world, leadId, by) : pauseClock(world, leadId, by));
    return json(await viewLeadLife(world, leadId));
  });
  routes.post("/v1/admin/outcomes", async (c) => {
    const { bytes } = await readBody(c);
    return json(await importOutcomes(world, onePiece(bytes)));
  });
  routes.get("/v1/admin/report", async (c) => {
    const asked = reportQuery.safeParse(c.req.query());
    if (!asked.success) throw new AppError("body_malformed", { param: String(asked.error.issues[0]?.path[0] ?? "by") });
    return json(await reportOutcomes(world, asked.data));
  });
  return routes;
}
