import { Hono } from "hono";
import { AppError } from "../../server/core/errors.ts";
import { type AdminSessions, createAdminSessions } from "../../server/http/admin-session.ts";
import type { AppEnv } from "../../server/http/app-env.ts";
import { clientKey, createClientIps } from "../../server/http/client-ip.ts";
import { createErrorAnswers } from "../../server/http/errors.ts";
import { createLogger } from "../../server/http/log.ts";
import { createMetrics, type Metrics } from "../../server/http/metrics.ts";
import { observe } from "../../server/http/observe.ts";
import { createSurfaceHeaders, type SurfaceHeaders } from "../../server/http/public-headers.ts";
import { createRateLimit } from "../../server/http/rate-limit.ts";
import { readBody } from "../../server/http/read-body.ts";
import { requestHeader } from "../../server/http/request-header.ts";
import { createRequestIds } from "../../server/http/request-id.ts";

export interface SurfaceOptions {
  readonly publicUrl?: string;
  readonly adminToken?: string | null;
  readonly open?: boolean;
  readonly trustedProxies?: readonly string[];
}

/** The shell of a server without anything behind it, for tests of the shell. */
export interface Surface {
  readonly app: Hono<AppEnv>;
  readonly headers: SurfaceHeaders;
  readonly sessions: AdminSessions;
  readonly metrics: Metrics;
  /** What was logged, one JSON text a line. */
  readonly logged: string[];
  /** Time as the shell sees it, in milliseconds; a test moves it. */
  readonly clock: { ms: number };
}

export const operatorToken = "operator-token-0123456789abcdef";
export const site = "https://www.example.com";

/** `POST /v1/echo` tells what arrived; `GET /v1/fault/:code` throws; `/v1/admin/thing` needs the operator. */
export function createSurface(options: SurfaceOptions = {}): Surface {
  const { publicUrl = "https://meet.example.com", adminToken = operatorToken } = options;
  const logged: string[] = [];
  const clock = { ms: Date.UTC(2026, 5, 15) };
  const stopwatch = () => clock.ms;
  const logger = createLogger("info", { write: (line) => logged.push(line) });
  const metrics = createMetrics({
    jobCounts: async () => ({ ready: 2 }),
    undecidedLeads: async () => 1,
    overdueLeads: async () => 0,
  });
  const headers = createSurfaceHeaders(publicUrl);
  const errors = createErrorAnswers({ logger, headers, publicUrl });
  const ips = createClientIps(options.trustedProxies ?? []);
  const sessions = createAdminSessions({
    adminToken,
    publicUrl,
    open: options.open ?? false,
    wrongTokens: createRateLimit({ perMinute: 3, stopwatch }),
    clientOf: (c) => clientKey(ips.clientIp(c.env?.incoming?.socket.remoteAddress, requestHeader(c, "x-forwarded-for"))),
    now: stopwatch,
  });
  const app = new Hono<AppEnv>();
  app.onError(errors.onError);
  app.notFound(errors.notFound);
  app.use(observe({ logger, metrics, newRequestId: createRequestIds(), stopwatch }));
  addEcho(app, headers);
  app.get("/v1/fault/:code", (c) => {
    const code = c.req.param("code");
    if (code === "unknown") throw new Error("canary@example.com in the cause");
    if (code === "rate_limited") throw new AppError("rate_limited", { retryAfterSeconds: 7 });
    throw new AppError("time_invalid", { param: "start", reason: "It has no offset.", hint: "canary" });
  });
  app.all("/v1/admin/thing", sessions.guard, () => new Response("{}", { headers: headers.api(null) }));
  return { app, headers, sessions, metrics, logged, clock };
}

function addEcho(app: Hono<AppEnv>, headers: SurfaceHeaders): void {
  app.post("/v1/echo", async (c) => {
    const { accepted, echo } = headers.origin(requestHeader(c, "origin"), [{ origin: site }]);
    if (echo !== null) c.set("allowedOrigin", echo);
    if (!accepted) throw new AppError("origin_refused");
    const { bytes, tooLarge } = await readBody(c);
    const told = { length: bytes.length, tooLarge, hex: Buffer.from(bytes.subarray(0, 16)).toString("hex") };
    if (tooLarge) throw new AppError("body_too_large", { reason: `${bytes.length} bytes were kept.` });
    return new Response(JSON.stringify(told), { headers: headers.api(echo, { "x-request-id": c.get("requestId") }) });
  });
}
