import type { CalendarSyncRow } from "../../../db/store/calendars.ts";
import type { Rep } from "../../core/availability/rep.ts";
import type { Calendar } from "../../core/ports/calendar.ts";
import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { watchToken } from "./watch-token.ts";

const watchTimeoutMs = 12_000;
/** Where a provider cannot watch all of the calendars, it may another day. */
const askAgainMs = 6 * 3_600_000;
const failedMs = 10 * 60_000;

type Watched = Pick<CalendarSyncRow, "watches" | "watchAgainAt">;

/** Asks the provider to call us at changes, and again at half of the time that it promised; what to keep of it, if anything is new. */
export async function keepWatch(
  world: World,
  { rep, calendar, sync }: { readonly rep: Rep; readonly calendar: Calendar; readonly sync: CalendarSyncRow },
): Promise<Watched | null> {
  const url = hookUrl(world, rep);
  const now = world.now();
  if (!calendar.watch || url === null || now < sync.watchAgainAt) return null;
  const ask = { url, token: watchToken(world.digests, rep.id) };
  const result = await calendar.watch(ask, sync.watches, watchTimeoutMs);
  if (!result.ok) {
    const { failure } = result;
    world.log.warn({ repId: rep.id, failure: failure.kind }, "a calendar could not be watched");
    const retryAt = failure.kind === "rate_limited" ? failure.retryAt : now + failedMs;
    return { watches: sync.watches, watchAgainAt: instant(Math.max(retryAt, now)) };
  }
  const until = watchedUntil({ watches: result.value });
  return { watches: result.value, watchAgainAt: instant(until > now ? now + (until - now) / 2 : now + askAgainMs) };
}

/** Until when the provider calls us about all that it watches; 0 when it watches nothing. */
export function watchedUntil({ watches }: Pick<CalendarSyncRow, "watches">): number {
  return watches.length === 0 ? 0 : Math.min(...watches.map(({ expiresAt }) => expiresAt));
}

/** Where the provider calls: only servers that it can reach with TLS are called at all. */
function hookUrl({ settings, state }: World, rep: Rep): string | null {
  const provider = rep.calendar.kind === "connected" ? state.connections.of(rep.id)?.provider : rep.calendar.kind;
  if (!settings.publicUrl.startsWith("https://") || (provider !== "google" && provider !== "microsoft")) return null;
  return `${settings.publicUrl}/hooks/${provider}`;
}
