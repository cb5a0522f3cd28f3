import { Hono } from "hono";
import { html } from "hono/html";
import { AppError } from "../../core/errors.ts";
import { whyNotMe } from "../../core/receipt/why-not-me.ts";
import { type LeadLinkUse, openLeadToken } from "../../flows/ladders/lead-link.ts";
import { sayOutcome } from "../../flows/ladders/say-outcome.ts";
import { readReceipt } from "../../flows/leads/read-receipt.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import { type Html, layout } from "../connect/layout.ts";

/**
 * Where links about one lead lead a rep. That of a reminder: a page with one button, because a mail scanner that opens links must not be
 * taken for a person, and what the button says. And why this rep got the lead, or did not.
 */
export function leadLinkRoutes({ world, headers }: { readonly world: World; readonly headers: SurfaceHeaders }): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const page = async (title: string, body: Html) => {
    const nonce = crypto.randomUUID();
    const company = world.state.setupOrNull()?.setup.company.name ?? "";
    return new Response(String(await layout({ title, company, nonce, body })), { headers: headers.page({ nonce }) });
  };
  const open = (use: LeadLinkUse, token: string) => {
    const who = openLeadToken(world.digests, use, token);
    if (who === null) throw new AppError("token_invalid");
    return who;
  };

  routes.get("/touch/:token", async (c) => {
    open("touch", c.req.param("token"));
    return page(
      "Did you get in touch?",
      html`<p>Say so with one click: the reminders for this lead end then.</p>
<form method="post"><button class="button primary" type="submit">Yes, I got in touch</button></form>`,
    );
  });
  routes.post("/touch/:token", async (c) => {
    const { leadId, repId } = open("touch", c.req.param("token"));
    await sayOutcome(world, { leadId, said: "touched", by: `click of ${repId}` });
    return page("Thank you", html`<p>It is noted, and the reminders for this lead have ended.</p>`);
  });
  routes.get("/why/:token", async (c) => {
    const { leadId, repId } = open("why", c.req.param("token"));
    const read = await readReceipt(world, leadId);
    if (!read) throw new AppError("token_invalid");
    const told = whyNotMe(read.receipt, repId);
    return page(told.chosen ? "Why you got this lead" : "Why not me?", html`<p>${told.text}</p>`);
  });
  return routes;
}
