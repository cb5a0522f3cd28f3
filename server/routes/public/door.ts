import type { Context } from "hono";
import { AppError } from "../../core/errors.ts";
import type { Steps } from "../../flows/leads/steps.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import type { RateLimit } from "../../http/rate-limit.ts";
import { requestHeader } from "../../http/request-header.ts";
import { serverTimingHeader } from "../../http/server-timing.ts";

export interface PublicParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  readonly rateLimit: RateLimit;
  /** The key of the client behind a request, for the rate limit. */
  readonly clientOf: (c: Context<AppEnv>) => string;
}

/** What every public route does at its door. */
export interface Door {
  /** Null when a page of this origin may ask, and then may read the answer; else the fault. */
  originFault(c: Context<AppEnv>): AppError | null;
  /** Null when this client may ask now, else the fault. */
  limitFault(c: Context<AppEnv>): AppError | null;
  /** Who asks, where the setup judges leads by that or looks it up; nothing otherwise. */
  sender(c: Context<AppEnv>): { readonly client?: string };
  /** The answer with its headers: CORS, Server-Timing, the request's id. */
  answer(c: Context<AppEnv>, text: string, steps: Steps): Response;
}

export function createDoor({ world, headers, rateLimit, clientOf }: PublicParts): Door {
  return {
    originFault(c) {
      const verdict = headers.origin(requestHeader(c, "origin"), world.state.setupOrNull()?.setup.sites ?? []);
      if (verdict.echo !== null) c.set("allowedOrigin", verdict.echo);
      return verdict.accepted ? null : new AppError("origin_refused");
    },
    limitFault(c) {
      const key = clientOf(c);
      if (rateLimit.allowed(key)) return null;
      return new AppError("rate_limited", { retryAfterSeconds: rateLimit.retryAfterSeconds(key) });
    },
    sender(c) {
      const setup = world.state.setupOrNull()?.setup;
      return setup?.enrich === undefined && setup?.spam === undefined ? {} : { client: clientOf(c) };
    },
    answer(c, text, steps) {
      const extra = { "server-timing": serverTimingHeader(steps.list), "x-request-id": c.get("requestId") };
      return new Response(text, { headers: headers.api(c.get("allowedOrigin") ?? null, extra) });
    },
  };
}
