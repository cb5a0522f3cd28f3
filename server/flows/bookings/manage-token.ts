import { type BookingId, base64url } from "../../core/id.ts";
import type { Digests } from "../world.ts";

/**
 * The visitor's link token of a booking: 128 bits derived from the server's secret, so that every mail can carry it
 * while the database keeps its hash alone.
 */
export function manageToken(digests: Digests, bookingId: BookingId): string {
  return base64url(digests.sign(new TextEncoder().encode(`manage:${bookingId}`)).subarray(0, 16));
}

export function manageTokenHash(digests: Digests, token: string): string {
  return digests.sha256Hex(token);
}

/** The visitor's own page; the token stands in the fragment, which browsers never send and servers never log. */
export function manageUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/manage#${token}`;
}
