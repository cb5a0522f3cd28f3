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

const alphabet = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
/** Two characters for every twelve bits: half the work of one by one. */
const pairsOf = (chars: readonly string[]) => chars.flatMap((first) => chars.map((second) => first + second));
const pairs = pairsOf(alphabet);
/** Of the same characters in the order in which databases sort them. */
const sortedPairs = pairsOf(alphabet.toSorted());

/** Base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  const whole = bytes.length - (bytes.length % 3);
  let text = "";
  for (let i = 0; i < whole; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += (pairs[bits >> 12] ?? "") + (pairs[bits & 4095] ?? "");
  }
  if (whole === bytes.length) return text;
  const rest = ((bytes[whole] ?? 0) << 8) | (bytes[whole + 1] ?? 0);
  return text + (pairs[rest >> 4] ?? "") + (whole + 2 === bytes.length ? (alphabet[(rest & 15) << 2] ?? "") : "");
}

const valueOf = new Int8Array(128).fill(-1);
alphabet.forEach((char, value) => {
  valueOf[char.charCodeAt(0)] = value;
});

/** The bytes of base64url without padding; null when it is none. By hand, since `atob` and a pattern cost as much as a signature. */
export function bytesOfBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null;
  const bytes = new Uint8Array((text.length * 6) >> 3);
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = valueOf[text.charCodeAt(i)] ?? -1;
    if (value < 0) return null;
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
 * A new id of 48 bits of time and 80 random bits, for rows that are written at the rate of traffic: later ones sort behind
 * earlier ones, so a commit touches the end of an index and not a page for each id. The time is no secret of such an id.
 */
export function newTimedId<P extends string>(prefix: P, random: RandomBytes, at: Instant): Id<P> {
  return `${prefix}_${sortableTime(at)}${base64url(random(10))}`;
}

/** Eight characters of 48 bits. */
function sortableTime(at: Instant): string {
  const high = Math.floor(at / 2 ** 24);
  const low = at % 2 ** 24;
  const pair = (bits: number): string => sortedPairs[bits] ?? "";
  return pair(high >> 12) + pair(high & 4095) + pair(low >> 12) + pair(low & 4095);
}
