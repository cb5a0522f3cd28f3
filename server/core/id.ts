import type { Instant } from "./time.ts";

/** An id of one kind: its prefix, an underscore, 22 base64url characters (128 bits). */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

export type LeadId = Id<"lead">;
export type DecisionId = Id<"dec">;
export type BookingId = Id<"bk">;
export type JobId = Id<"job">;
export type SetupVersionId = Id<"sv">;
export type ConnectionId = Id<"con">;
export type ImportId = Id<"imp">;

/** The id of a lead as somebody gave it; null for anything else. */
export function parseLeadId(text: string): LeadId | null {
  return /^lead_[A-Za-z0-9_-]{22}$/.test(text) ? `lead_${text.slice("lead_".length)}` : null;
}

/** A source of random bytes, handed in so that core stays pure. */
export type RandomBytes = (size: number) => Uint8Array;

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const a = bytes[i] ?? 0;
    const b = bytes[i + 1] ?? 0;
    const c = bytes[i + 2] ?? 0;
    text += alphabet.charAt(a >> 2) + alphabet.charAt(((a & 3) << 4) | (b >> 4));
    if (i + 1 < bytes.length) text += alphabet.charAt(((b & 15) << 2) | (c >> 6));
    if (i + 2 < bytes.length) text += alphabet.charAt(c & 63);
  }
  return text;
}

const values = new Map(Array.from(alphabet).map((char, value) => [char.charCodeAt(0), value]));

/** The bytes of base64url without padding; null when it is none. By hand, since `atob` and a pattern cost as much as a signature. */
export function bytesOfBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array((text.length * 6) >> 3);
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = values.get(text.charCodeAt(i));
    if (value === undefined) return null;
    bits = (bits << 6) | value;
    // After the first of each four characters there is no whole byte yet; after the others one, of which the rest waits.
    if (i % 4 !== 0) bytes[at++] = bits >> (6 - 2 * (i % 4));
  }
  return bytes;
}

/** A new id of 128 random bits. */
export function newId<P extends string>(prefix: P, random: RandomBytes): Id<P> {
  return `${prefix}_${base64url(random(16))}`;
}

/**
 * A new id of 48 bits of time and 80 random bits, for rows that are written at the rate of traffic: neighbours in time are
 * neighbours in an index, so a commit touches one page of it and not one for each id. The time is no secret of such an id.
 */
export function newTimedId<P extends string>(prefix: P, random: RandomBytes, at: Instant): Id<P> {
  const bytes = new Uint8Array(random(16));
  for (let i = 5, rest: number = at; i >= 0; i--, rest = Math.floor(rest / 256)) bytes[i] = rest;
  return `${prefix}_${base64url(bytes)}`;
}
