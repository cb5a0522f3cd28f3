import type { FieldType } from "../fields.ts";

const wholeDomain = /^@[^@\s]+\.[^@\s.]+$/;

/** Looks for a part of a text. In an e-mail address a whole `@domain` must end it, or `@acme.com` would let `@acme.com.evil.io` in. */
export function holds(part: string, type: FieldType): (found: string) => boolean {
  if (type === "email" && wholeDomain.test(part)) return (found) => found.endsWith(part);
  return (found) => found.includes(part);
}
