import type { Context } from "hono";
import type { Rep } from "../../core/availability/rep.ts";
import { instant } from "../../core/time.ts";
import { openTicket, signTicket } from "../../flows/calendars/connect-link.ts";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { requestHeader } from "../../http/request-header.ts";

const sessionMs = 60 * 60_000;

/** Who is at the connect pages: a cookie for an hour, taken for a personal link. */
export interface ConnectSessions {
  /** The rep of this request; null without a session, or when the rep is not in the setup any more. */
  repOf(c: Context<AppEnv>): Rep | null;
  /** The cookie for a link's ticket; null when the link does not work. */
  open(ticket: string): string | null;
}

export function createConnectSessions(world: World): ConnectSessions {
  const cookie = connectCookie(world.settings.publicUrl, "connect");
  const repNamed = (id: string | null): Rep | null => (id === null ? null : (world.state.setupOrNull()?.reps.get(id) ?? null));
  return {
    repOf: (c) => repNamed(openTicket(world.digests, "connect session", { text: cookie.read(c) ?? "", now: world.now() })),
    open(ticket) {
      const rep = repNamed(openTicket(world.digests, "connect link", { text: ticket, now: world.now() }));
      if (!rep) return null;
      const expiresAt = instant(world.now() + sessionMs);
      return cookie.write(signTicket(world.digests, "connect session", { repId: rep.id, expiresAt }), sessionMs / 1000);
    },
  };
}

/** A cookie of the connect pages. Lax, because the way back from a provider's sign-in begins on another site. */
export function connectCookie(publicUrl: string, label: string) {
  const secure = publicUrl.startsWith("https:");
  const name = `${secure ? "__Host-" : ""}handraise-${label}`;
  return {
    read(c: Context<AppEnv>): string | null {
      const pairs = (requestHeader(c, "cookie") ?? "").split(";").map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
    },
    write: (value: string, maxAgeSeconds: number) =>
      `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`,
  };
}
