import { Hono } from "hono";
import { startSteps } from "../../flows/leads/steps.ts";
import { captureOnly, submitLead } from "../../flows/leads/submit-lead.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readBody } from "../../http/read-body.ts";
import { requestHeader } from "../../http/request-header.ts";
import type { Door } from "./door.ts";
import { readEnvelope } from "./read-envelope.ts";

/**
 * `POST /v1/submissions`. Whatever arrives is kept: a body that cannot be read or comes from a page that is none of the sites
 * is kept with its fault, one from a client that asks too often is kept and decided later.
 */
export function submissionRoutes(world: World, door: Door): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post("/v1/submissions", async (c) => {
    const steps = startSteps(world.stopwatch);
    const refused = door.originFault(c);
    const { bytes, tooLarge } = await readBody(c);
    const read = readEnvelope(bytes, tooLarge);
    const contentType = requestHeader(c, "content-type") ?? "";
    const incoming = {
      ...read,
      envelope: refused ?? read.envelope,
      body: bytes,
      contentType,
      origin: requestHeader(c, "origin") ?? "",
      ...door.sender(c),
    };
    steps.mark("receive");
    const limited = door.limitFault(c);
    if (limited) {
      await captureOnly(world, incoming);
      throw limited;
    }
    return door.answer(c, await submitLead(world, incoming, steps), steps);
  });
  return routes;
}
