import type { FieldType } from "../fields.ts";
import type { TextPart } from "./condition-op.ts";

const wholeDomain = /^@[^@\s]+\.[^@\s.]+$/;

/** A part of a text. In an e-mail address a whole `@domain` must end it, or `@acme.com` would let `@acme.com.evil.io` in. */
export function partAnywhere(text: string, type: FieldType): TextPart {
  return { where: type === "email" && wholeDomain.test(text) ? "end" : "anywhere", text };
}
