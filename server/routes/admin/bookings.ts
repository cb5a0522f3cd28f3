import { type Context, Hono } from "hono";
import { callOffBody, type DeskAnswer, type DeskList, markBody, reassignBody } from "../../contract/bookings.ts";
import { AppError } from "../../core/errors.ts";
import type { BookingId } from "../../core/id.ts";
import { deskBooking, listMeetings } from "../../flows/bookings/desk-booking.ts";
import { callOffMeeting, completeMeeting, markNoShow } from "../../flows/bookings/end-meeting.ts";
import { type Meeting, meetingOfBooking } from "../../flows/bookings/meeting.ts";
import { reassignBooking } from "../../flows/bookings/reassign-booking.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import { readBody } from "../../http/read-body.ts";
import { parseBody } from "../public/parse-body.ts";

/** A booking's id as the address has it; throws `not_found` for anything else. */
function requireBookingId(text: string | undefined): BookingId {
  if (text === undefined || !/^bk_[A-Za-z0-9_-]{22}$/.test(text)) throw new AppError("not_found");
  return `bk_${text.slice("bk_".length)}`;
}

/** What operators do to meetings: pass on, call off, and say who came. */
export function bookingRoutes({ world, headers }: { readonly world: World; readonly headers: SurfaceHeaders }): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const json = (answer: unknown) => new Response(JSON.stringify(answer), { headers: headers.api(null) });
  const of = (c: Context<AppEnv>) => ({ bookingId: requireBookingId(c.req.param("id")), by: "operator" as const });
  const ok = ([booking]: Meeting) => json({ outcome: "ok", booking: deskBooking(world, booking) } satisfies DeskAnswer);

  routes.get("/v1/admin/bookings", async () => json({ bookings: await listMeetings(world) } satisfies DeskList));
  routes.post("/v1/admin/bookings/:id/reassign", async (c) => {
    const { repId, why } = parseBody(reassignBody, await readBody(c));
    const wish = of(c);
    const outcome = await reassignBooking(world, { ...wish, toRepId: repId, why });
    if (outcome.kind === "reassigned") return ok(outcome.meeting);
    const [booking] = await meetingOfBooking(world.store.read, wish.bookingId);
    return json({ outcome: "nobody_free", booking: deskBooking(world, booking) } satisfies DeskAnswer);
  });
  routes.post("/v1/admin/bookings/:id/cancel", async (c) => {
    const { why, askAgain = false } = parseBody(callOffBody, await readBody(c));
    return ok(await callOffMeeting(world, { ...of(c), why, askAgain }));
  });
  routes.post("/v1/admin/bookings/:id/no-show", async (c) =>
    ok(await markNoShow(world, { ...of(c), why: parseBody(markBody, await readBody(c)).why })),
  );
  routes.post("/v1/admin/bookings/:id/complete", async (c) =>
    ok(await completeMeeting(world, { ...of(c), why: parseBody(markBody, await readBody(c)).why })),
  );
  return routes;
}
