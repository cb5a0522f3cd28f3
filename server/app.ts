import { fileURLToPath } from "node:url";
import { type Context, Hono } from "hono";
import type { AppContext } from "./context.ts";
import { createAdminSessions } from "./http/admin-session.ts";
import type { AppEnv } from "./http/app-env.ts";
import { clientKey, createClientIps } from "./http/client-ip.ts";
import { createErrorAnswers } from "./http/errors.ts";
import { observe } from "./http/observe.ts";
import { createSurfaceHeaders } from "./http/public-headers.ts";
import { createRateLimit } from "./http/rate-limit.ts";
import { requestHeader } from "./http/request-header.ts";
import { createRequestIds } from "./http/request-id.ts";
import { adminRoutes } from "./routes/admin/index.ts";
import { adminSessionRoutes } from "./routes/admin/session.ts";
import { connectRoutes } from "./routes/connect/index.ts";
import { outboxRoutes } from "./routes/dev/outbox.ts";
import { errorDocsRoutes } from "./routes/error-docs.ts";
import { healthRoutes } from "./routes/health.ts";
import { hookRoutes } from "./routes/hooks/index.ts";
import { leadLinkRoutes } from "./routes/lead-links/index.ts";
import { meetingRoutes } from "./routes/meeting/index.ts";
import { publicRoutes } from "./routes/public/index.ts";
import { staticRoutes } from "./routes/static.ts";
import { loadStaticFolder } from "./routes/static-files.ts";

const wrongTokensPerMinute = 6;
const calendarSignInsPerMinute = 10;
const repPagesPerMinute = 60;
const built = (name: string) => loadStaticFolder(fileURLToPath(new URL(`../dist/${name}`, import.meta.url)));

/** All routes of a server over its context; no socket, so tests call `app.request()`. Reads the built pages into memory. */
export function createApp(context: AppContext, isStopping: () => boolean = () => false): Hono<AppEnv> {
  const { config, secrets, world, metrics, logger } = context;
  const { stopwatch } = world;
  const open = config.mode !== "production";
  const headers = createSurfaceHeaders(config.publicUrl);
  const ips = createClientIps(config.trustedProxies);
  const clientOf = (c: Context<AppEnv>) =>
    clientKey(ips.clientIp(c.env?.incoming?.socket.remoteAddress, requestHeader(c, "x-forwarded-for")));
  const errors = createErrorAnswers({ logger, headers, publicUrl: config.publicUrl });
  const sessions = createAdminSessions({
    adminToken: secrets.adminToken?.reveal() ?? null,
    publicUrl: config.publicUrl,
    wrongTokens: createRateLimit({ perMinute: wrongTokensPerMinute, stopwatch }),
    clientOf,
    now: world.now,
    open,
  });

  const app = new Hono<AppEnv>();
  app.onError(errors.onError);
  app.notFound(errors.notFound);
  app.use(observe({ logger, metrics, newRequestId: createRequestIds(), stopwatch }));
  app.route(
    "/",
    publicRoutes({ world, headers, clientOf, rateLimit: createRateLimit({ perMinute: config.rateLimitPerMinute, stopwatch }) }),
  );
  app.route("/", hookRoutes({ world, headers }));
  app.route("/", healthRoutes({ ping: () => world.store.ping(), isStopping, metrics, sessions, headers, stopwatch }));
  app.route("/", errorDocsRoutes({ headers }));
  app.route("/", leadLinkRoutes({ world, headers }));
  app.route("/", adminSessionRoutes({ sessions, headers }));
  app.route("/", adminRoutes({ world, headers, sessions }));
  const signIns = createRateLimit({ perMinute: calendarSignInsPerMinute, stopwatch });
  app.route("/", connectRoutes({ world, headers, rateLimit: signIns }));
  const repPages = createRateLimit({ perMinute: repPagesPerMinute, stopwatch });
  app.route("/", meetingRoutes({ world, headers, clientOf, rateLimit: repPages }));
  if (open) app.route("/", outboxRoutes({ world, headers }));
  const demo = config.mode === "demo" ? built("demo") : null;
  const adminOpen = open || secrets.adminToken !== null;
  app.route("/", staticRoutes({ widget: built("widget"), admin: built("admin"), demo, adminOpen, headers }));
  return app;
}
