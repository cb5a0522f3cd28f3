import { Hono } from "hono";
import type { AdminSessions } from "../http/admin-session.ts";
import type { AppEnv } from "../http/app-env.ts";
import type { Metrics } from "../http/metrics.ts";
import type { SurfaceHeaders } from "../http/public-headers.ts";

const pingFreshMs = 1_000;
const pingTimeoutMs = 2_000;

export interface HealthParts {
  /** Rejects when the database cannot be written. */
  readonly ping: () => Promise<void>;
  readonly isStopping: () => boolean;
  readonly metrics: Metrics;
  readonly sessions: AdminSessions;
  readonly headers: SurfaceHeaders;
  /** Milliseconds of a clock that never jumps. */
  readonly stopwatch: () => number;
}

/** `/healthz`: the process answers. `/readyz`: it can take leads. `/metrics`: counters, for the operator alone. */
export function healthRoutes(parts: HealthParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const storeProblem = createStoreCheck(parts);
  const answer = (status: number, body: unknown) =>
    new Response(JSON.stringify(body), { status, headers: parts.headers.api(null) });
  app.get("/healthz", () => answer(200, { status: "ok" }));
  app.get("/readyz", async () => {
    const reasons = [parts.isStopping() ? "stopping" : null, await storeProblem()].filter((reason) => reason !== null);
    return reasons.length === 0 ? answer(200, { status: "ready" }) : answer(503, { status: "not_ready", reasons });
  });
  app.get("/metrics", async (c) => {
    parts.sessions.check(c);
    const text = await parts.metrics.text();
    return new Response(text, { status: 200, headers: parts.headers.api(null, { "content-type": parts.metrics.contentType }) });
  });
  return app;
}

/** One write a second at most, however many ask; anybody may ask, so asking must stay cheap. */
function createStoreCheck({ ping, stopwatch }: Pick<HealthParts, "ping" | "stopwatch">): () => Promise<string | null> {
  let answer: Promise<string | null> | null = null;
  let askedAt = 0;
  return () => {
    if (answer === null || stopwatch() - askedAt > pingFreshMs) {
      askedAt = stopwatch();
      answer = Promise.race([
        ping().then(
          () => null,
          () => "store_unavailable",
        ),
        timeout(pingTimeoutMs, "store_slow"),
      ]);
    }
    return answer;
  };
}

const timeout = (ms: number, value: string) =>
  new Promise<string>((resolve) => {
    setTimeout(resolve, ms, value).unref();
  });
