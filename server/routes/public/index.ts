import { type Context, Hono } from "hono";
import { bookingBody, manageBody, rescheduleBody, timesBody } from "../../contract/public.ts";
import { AppError } from "../../core/errors.ts";
import { bookMeeting } from "../../flows/book-meeting.ts";
import { freshTimes } from "../../flows/fresh-times.ts";
import { cancelBooking, rescheduleBooking, timesForBooking, viewBooking } from "../../flows/manage-booking.ts";
import { type Steps, startSteps } from "../../flows/steps.ts";
import { captureOnly, submitLead } from "../../flows/submit-lead.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import type { RateLimit } from "../../http/rate-limit.ts";
import { type RawBody, readBody } from "../../http/read-body.ts";
import { serverTimingHeader } from "../../http/server-timing.ts";
import { parseBody, parseEmail, parseLocale, parseStart, parseZone } from "./parse-body.ts";
import { readEnvelope } from "./read-envelope.ts";

export interface PublicParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  readonly rateLimit: RateLimit;
  /** The key of the client behind a request, for the rate limit. */
  readonly clientOf: (c: Context<AppEnv>) => string;
}

type Handler = (body: RawBody, steps: Steps) => Promise<object>;

/**
 * The routes that pages call. Bodies are JSON sent as text/plain, so that browsers send no preflight; every POST may be
 * repeated: an offer has one booking, a cancelled booking stays cancelled, a move to the same time is no move.
 */
export function publicRoutes({ world, headers, rateLimit, clientOf }: PublicParts): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();

  /** Sets the origin that may read the answer; throws `origin_refused`. */
  const admitOrigin = (c: Context<AppEnv>): string | null => {
    const verdict = headers.origin(c.req.header("origin"), world.state.setupOrNull()?.setup.sites ?? []);
    if (verdict.echo !== null) c.set("allowedOrigin", verdict.echo);
    if (!verdict.accepted) throw new AppError("origin_refused");
    return verdict.echo;
  };

  const limit = (c: Context<AppEnv>): void => {
    const key = clientOf(c);
    if (!rateLimit.allowed(key)) throw new AppError("rate_limited", { retryAfterSeconds: rateLimit.retryAfterSeconds(key) });
  };

  const post = (path: string, handle: Handler) => {
    routes.post(path, async (c) => {
      const echo = admitOrigin(c);
      limit(c);
      const steps = startSteps(world.stopwatch);
      const answer = await handle(await readBody(c), steps);
      steps.mark("answer");
      return new Response(JSON.stringify(answer), {
        headers: headers.api(echo, { "server-timing": serverTimingHeader(steps.list) }),
      });
    });
  };

  routes.post("/v1/submissions", async (c) => {
    const steps = startSteps(world.stopwatch);
    const echo = admitOrigin(c);
    const { bytes, tooLarge } = await readBody(c);
    const incoming = {
      body: bytes,
      contentType: c.req.header("content-type") ?? "",
      origin: echo ?? "",
      ...readEnvelope(bytes, tooLarge),
    };
    steps.mark("receive");
    const key = clientOf(c);
    if (!rateLimit.allowed(key)) {
      await captureOnly(world, incoming);
      throw new AppError("rate_limited", { retryAfterSeconds: rateLimit.retryAfterSeconds(key) });
    }
    const text = await submitLead(world, incoming, steps);
    return new Response(text, { headers: headers.api(echo, { "server-timing": serverTimingHeader(steps.list) }) });
  });

  post("/v1/times", async (body) => freshTimes(world, parseBody(timesBody, body).token));
  post("/v1/bookings", async (body) => {
    const { token, start, timeZone, locale, name, email } = parseBody(bookingBody, body);
    const visitor = { name, email: parseEmail(email), timeZone: parseZone(timeZone), locale: parseLocale(locale) };
    return bookMeeting(world, { token, startAt: parseStart(start), visitor });
  });
  post("/v1/bookings/view", async (body) => viewBooking(world, parseBody(manageBody, body).token));
  post("/v1/bookings/times", async (body) => timesForBooking(world, parseBody(manageBody, body).token));
  post("/v1/bookings/cancel", async (body) => cancelBooking(world, parseBody(manageBody, body).token));
  post("/v1/bookings/reschedule", async (body) => {
    const { token, start, timeZone } = parseBody(rescheduleBody, body);
    return rescheduleBooking(world, {
      token,
      startAt: parseStart(start),
      ...(timeZone ? { timeZone: parseZone(timeZone) } : {}),
    });
  });

  routes.get("/v1/config", (c) => {
    const echo = admitOrigin(c);
    const { company } = world.state.setup().setup;
    const text = JSON.stringify({ company: company.name, accent: company.accent ?? null });
    return new Response(text, { headers: headers.api(echo, { "cache-control": "public, max-age=300" }) });
  });

  routes.options("/v1/*", (c) => {
    const { echo } = headers.origin(c.req.header("origin"), world.state.setupOrNull()?.setup.sites ?? []);
    return new Response(null, { status: 204, headers: headers.preflight(echo) });
  });

  return routes;
}
