import { DateTime } from "luxon";
import { type Instant, instant, type ZoneName } from "../time.ts";

/** The local day or month that an instant lies in; `endAt` does not belong to it. */
export function resetWindow(
  every: "day" | "month",
  at: Instant,
  zone: ZoneName,
): { readonly startAt: Instant; readonly endAt: Instant } {
  const start = DateTime.fromMillis(at, { zone }).startOf(every);
  return { startAt: instant(start.toMillis()), endAt: instant(start.plus({ [every]: 1 }).toMillis()) };
}
