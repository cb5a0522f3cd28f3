import type { MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { AppEnv } from "./app-env.ts";
import type { Logger } from "./log.ts";
import type { Metrics } from "./metrics.ts";

export interface ObserveParts {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly newRequestId: () => string;
  /** Milliseconds of a clock that never jumps. */
  readonly stopwatch: () => number;
}

/**
 * The one middleware of every request: gives it an id, then counts it and logs it by its route's pattern. The raw URL is
 * never logged, since links carry tokens. It sets no header, because that would make every answer twice as dear.
 */
export function observe({ logger, metrics, newRequestId, stopwatch }: ObserveParts): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const since = stopwatch();
    const requestId = newRequestId();
    c.set("requestId", requestId);
    await next();
    const { method } = c.req;
    const route = routePath(c, -1);
    const { status } = c.res;
    const ms = Math.round((stopwatch() - since) * 1_000) / 1_000;
    metrics.request({ method, route, status, ms });
    logger.info({ requestId, method, route, status, ms }, "request");
  };
}
