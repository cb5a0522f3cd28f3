import { Hono } from "hono";
import type { BookingAnswer, HoldAnswer, ManageAnswer, Offer, WidgetConfig } from "../../contract/public.ts";
import { bookingBody, holdBody, manageBody, rescheduleBody, timesBody } from "../../contract/public.ts";
import { AppError } from "../../core/errors.ts";
import { bookMeeting } from "../../flows/bookings/book-meeting.ts";
import { holdTime } from "../../flows/bookings/hold-time.ts";
import { cancelBooking, rescheduleBooking, timesForBooking, viewBooking } from "../../flows/bookings/manage-booking.ts";
import { freshTimes } from "../../flows/leads/fresh-times.ts";
import { startSteps } from "../../flows/leads/steps.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { type RawBody, readBody } from "../../http/read-body.ts";
import { requestHeader } from "../../http/request-header.ts";
import { createDoor, type PublicParts } from "./door.ts";
import { parseBody, parseEmail, parseGuest, parseLocale, parseStart, parseZone } from "./parse-body.ts";
import { submissionRoutes } from "./submissions.ts";

/** What browsers were promised of each POST. Flows know no wire, so this is where what they give is held against it. */
interface Answers {
  readonly "/v1/times": Offer;
  readonly "/v1/holds": HoldAnswer;
  readonly "/v1/bookings": BookingAnswer;
  readonly "/v1/bookings/view": ManageAnswer;
  readonly "/v1/bookings/times": ManageAnswer;
  readonly "/v1/bookings/cancel": ManageAnswer;
  readonly "/v1/bookings/reschedule": ManageAnswer;
}

/** What each POST does with its body. Every one may be repeated: an offer has one booking, a move to the same time is no move. */
const posts: { readonly [Path in keyof Answers]: (world: World, body: RawBody) => Promise<Answers[Path]> } = {
  "/v1/times": (world, body) => freshTimes(world, parseBody(timesBody, body)),
  "/v1/holds": (world, body) => {
    const { token, start, minutes } = parseBody(holdBody, body);
    return holdTime(world, { token, startAt: parseStart(start), minutes });
  },
  "/v1/bookings": (world, body) => {
    const { start, timeZone, locale, name, email, ...wish } = parseBody(bookingBody, body);
    const visitor = { name, email: parseEmail(email), timeZone: parseZone(timeZone), locale: parseLocale(locale) };
    return bookMeeting(world, { ...wish, guests: wish.guests?.map(parseGuest), startAt: parseStart(start), visitor });
  },
  "/v1/bookings/view": (world, body) => viewBooking(world, parseBody(manageBody, body).token),
  "/v1/bookings/times": (world, body) => timesForBooking(world, parseBody(manageBody, body).token),
  "/v1/bookings/cancel": (world, body) => cancelBooking(world, parseBody(manageBody, body).token),
  "/v1/bookings/reschedule": (world, body) => {
    const { token, start, timeZone } = parseBody(rescheduleBody, body);
    const zone = timeZone === undefined ? {} : { timeZone: parseZone(timeZone) };
    return rescheduleBooking(world, { token, startAt: parseStart(start), ...zone });
  },
};

/** The routes that pages call. Bodies are JSON sent as text/plain, so that browsers send no preflight. */
export function publicRoutes(parts: PublicParts): Hono<AppEnv> {
  const { world, headers } = parts;
  const door = createDoor(parts);
  const routes = new Hono<AppEnv>();
  routes.route("/", submissionRoutes(world, door));
  for (const [path, work] of Object.entries(posts)) {
    routes.post(path, async (c) => {
      const fault = door.originFault(c) ?? door.limitFault(c);
      if (fault) throw fault;
      const steps = startSteps(world.stopwatch);
      const answer = await work(world, await readBody(c));
      steps.mark("answer");
      return door.answer(c, JSON.stringify(answer), steps);
    });
  }
  routes.get("/v1/config", (c) => {
    const fault = door.originFault(c);
    if (fault) throw fault;
    const { company } = world.state.setup().setup;
    const text = JSON.stringify({ company: company.name, accent: company.accent ?? null } satisfies WidgetConfig);
    return new Response(text, {
      headers: headers.api(c.get("allowedOrigin") ?? null, { "cache-control": "public, max-age=300" }),
    });
  });
  routes.get("/v1/challenge", async (c) => {
    const fault = door.originFault(c) ?? door.limitFault(c);
    if (fault) throw fault;
    if (world.state.setupOrNull()?.setup.spam === undefined) throw new AppError("not_found");
    return new Response(JSON.stringify(await world.puzzle.create()), { headers: headers.api(c.get("allowedOrigin") ?? null) });
  });
  routes.options("/v1/*", (c) => {
    const { echo } = headers.origin(requestHeader(c, "origin"), world.state.setupOrNull()?.setup.sites ?? []);
    return new Response(null, { status: 204, headers: headers.preflight(echo) });
  });
  return routes;
}
