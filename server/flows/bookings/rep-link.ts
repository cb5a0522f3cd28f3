import type { Booking } from "../../core/book/booking.ts";
import { type BookingId, base64url, bytesOfBase64url } from "../../core/id.ts";
import type { Digests, World } from "../world.ts";

const idBytes = 16;
const macBytes = 16;

function mac(digests: Digests, id: Uint8Array): Uint8Array {
  const use = new TextEncoder().encode("rep:");
  const data = new Uint8Array(use.length + id.length);
  data.set(use);
  data.set(id, use.length);
  return digests.sign(data).subarray(0, macBytes);
}

/** The right of a booking's rep, and of nobody else, to pass the meeting on, call it off or mark it missed. Nothing is stored. */
export function repToken(digests: Digests, id: BookingId): string {
  const bytes = bytesOfBase64url(id.slice("bk_".length));
  if (bytes?.length !== idBytes) throw new TypeError("a booking id has 128 bits");
  const token = new Uint8Array(idBytes + macBytes);
  token.set(bytes);
  token.set(mac(digests, bytes), idBytes);
  return base64url(token);
}

/** The booking of a rep's token, or null when it is forged or broken. */
export function openRepToken(digests: Digests, token: string): BookingId | null {
  const bytes = bytesOfBase64url(token);
  if (bytes?.length !== idBytes + macBytes) return null;
  const id = bytes.subarray(0, idBytes);
  return digests.same(bytes.subarray(idBytes), mac(digests, id)) ? `bk_${base64url(id)}` : null;
}

/** The rep's own page of a meeting; the token stands in the fragment, which browsers never send and servers never log. */
export function repUrl(world: World, { id }: Booking): string {
  return `${world.settings.publicUrl}/meeting#${repToken(world.digests, id)}`;
}
