import { base64url } from "../../core/id.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { Digests, World } from "../world.ts";

const dayMs = 86_400_000;
/** How long a personal link works unless told otherwise. */
export const connectLinkDays = 7;

/** What a ticket lets its holder do: come in by a link, or stay for a while. */
export type TicketUse = "connect link" | "connect session";

const utf8 = (text: string) => new TextEncoder().encode(text);

function signature(digests: Digests, use: TicketUse, content: string): string {
  return base64url(digests.sign(utf8(`${use}:${content}`)).subarray(0, 16));
}

/** Who, until when, and 128 bits of signature over both and the use. Nothing of it is stored. */
export function signTicket(
  digests: Digests,
  use: TicketUse,
  who: { readonly repId: string; readonly expiresAt: Instant },
): string {
  const content = `${base64url(utf8(who.repId))}.${Math.floor(who.expiresAt / 1000).toString(36)}`;
  return `${content}.${signature(digests, use, content)}`;
}

/** The rep of a ticket; null when it is forged, for another use, broken or expired: they all look alike from outside. */
export function openTicket(
  digests: Digests,
  use: TicketUse,
  ticket: { readonly text: string; readonly now: Instant },
): string | null {
  const parts = /^(([A-Za-z0-9_-]{2,128})\.([0-9a-z]{1,8}))\.([A-Za-z0-9_-]{22})$/.exec(ticket.text);
  const [, content = "", name = "", expiry = "", given = ""] = parts ?? [];
  if (!digests.same(utf8(given), utf8(signature(digests, use, content)))) return null;
  if (ticket.now >= Number.parseInt(expiry, 36) * 1000) return null;
  // A rep's id is ASCII, so that each character is a byte.
  return atob(name.replaceAll("-", "+").replaceAll("_", "/"));
}

/** The personal link by which a rep connects a calendar; its ticket stands in the fragment, which browsers never send. */
export function connectLink(
  world: World,
  { repId, days = connectLinkDays }: { readonly repId: string; readonly days?: number },
): { readonly url: string; readonly expiresAt: Instant } {
  const expiresAt = instant(world.now() + days * dayMs);
  return {
    url: `${world.settings.publicUrl}/connect/open#${signTicket(world.digests, "connect link", { repId, expiresAt })}`,
    expiresAt,
  };
}
