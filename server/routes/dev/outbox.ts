import { Hono } from "hono";
import { html } from "hono/html";
import { AppError } from "../../core/errors.ts";
import { findMessage, listMessages } from "../../flows/mails/list-messages.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";

type Message = Awaited<ReturnType<typeof listMessages>>[number];

const most = 100;

const row = (message: Message) => html`<article>
  <h2>${message.subject}</h2>
  <p>To <b>${message.to}</b> · ${message.createdAt}${message.ics ? html` · <a href="/dev/outbox/${message.id}/invite.ics">invite.ics</a>` : ""}</p>
  <iframe title="${message.subject}" src="/dev/outbox/${message.id}" sandbox="allow-popups" loading="lazy"></iframe>
</article>`;

const page = (messages: readonly Message[], nonce: string) => html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Outbox</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  article { border: 1px solid #8884; border-radius: 12px; padding: 1rem 1.25rem; margin: 1rem 0; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 0; } p { margin: .2rem 0 .8rem; opacity: .75; }
  iframe { width: 100%; height: 30rem; border: 0; border-radius: 8px; background: #fff; }
</style>
<h1>Outbox</h1>
<p>No mail server is configured, so messages are kept here and sent to nobody.</p>
${messages.length === 0 ? html`<p>There is no message yet.</p>` : messages.map(row)}
</html>`;

/** What would have been sent, for development and the demo: `/dev/outbox` for people, `/dev/outbox.json` for programs. */
export function outboxRoutes({ world, headers }: { readonly world: World; readonly headers: SurfaceHeaders }): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const find = async (id: string) => {
    const message = await findMessage(world, id);
    if (!message) throw new AppError("not_found");
    return message;
  };
  routes.get("/dev/outbox", async (c) => {
    const nonce = crypto.randomUUID();
    return c.body(String(await page(await listMessages(world, most), nonce)), 200, headers.page({ nonce, framedBySelf: true }));
  });
  routes.get("/dev/outbox.json", async (c) => c.body(JSON.stringify(await listMessages(world, most)), 200, headers.api(null)));
  routes.get("/dev/outbox/:id", async (c) => {
    const csp = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
    return c.body((await find(c.req.param("id"))).html, 200, {
      ...headers.page({ framedBySelf: true }),
      "content-security-policy": csp,
    });
  });
  routes.get("/dev/outbox/:id/invite.ics", async (c) => {
    const { ics } = await find(c.req.param("id"));
    if (ics === undefined) throw new AppError("not_found");
    return c.body(ics, 200, headers.file({ "content-type": "text/calendar; charset=utf-8" }));
  });
  return routes;
}
