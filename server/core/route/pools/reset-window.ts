import { DateTime } from "luxon";
import { type Instant, instant, type ZoneName } from "../../time.ts";

/** The local day, week (from Sunday) or month that an instant lies in; `endAt` does not belong to it. */
export function resetWindow(
  every: "day" | "week" | "month",
  at: Instant,
  zone: ZoneName,
): { readonly startAt: Instant; readonly endAt: Instant } {
  const local = DateTime.fromMillis(at, { zone });
  // Luxon's weeks begin on Monday.
  const start = every === "week" ? local.startOf("day").minus({ days: local.weekday % 7 }) : local.startOf(every);
  return { startAt: instant(start.toMillis()), endAt: instant(start.plus({ [every]: 1 }).toMillis()) };
}
