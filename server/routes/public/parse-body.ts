import type { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { type Instant, parseInstant } from "../../core/time.ts";

/** Where a body went wrong first: the field, and what it takes. Never what was sent. */
export function firstProblem(error: z.ZodError): { readonly param: string; readonly reason: string } {
  const issue = error.issues[0];
  return { param: issue?.path.join(".") ?? "", reason: issue?.message ?? "" };
}

/** Parses JSON bytes by the schema; throws `body_too_large`, `body_malformed`. */
export function parseBody<T>(schema: z.ZodType<T>, body: { readonly bytes: Uint8Array; readonly tooLarge: boolean }): T {
  if (body.tooLarge) throw new AppError("body_too_large");
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body.bytes));
  } catch (cause) {
    throw new AppError("body_malformed", { reason: "It is not JSON." }, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new AppError("body_malformed", firstProblem(parsed.error));
  return parsed.data;
}

/** A chosen start; throws `time_invalid`. */
export function parseStart(text: string): Instant {
  const at = parseInstant(text);
  if (at === null) throw new AppError("time_invalid", { param: "start" });
  return at;
}

/** An IANA zone that this runtime knows; throws `zone_invalid`. */
export function parseZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone && text;
  } catch (cause) {
    throw new AppError("zone_invalid", { param: "timeZone" }, { cause });
  }
}

/** A locale that this runtime understands, else English: a strange one must not stop a booking. */
export function parseLocale(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? "en";
  } catch {
    return "en";
  }
}

const address = /^[^\s@<>(),;:"[\]\\]{1,64}@[^\s@<>(),;:"[\]\\]+\.[^\s@<>(),;:"[\]\\]{2,}$/;

/** One address; throws `email_invalid`. */
export function parseEmail(text: string): string {
  if (!address.test(text)) throw new AppError("email_invalid", { param: "email" });
  return text;
}

/** The address of somebody whom the visitor brings along; throws `guests_invalid`. */
export function parseGuest(text: string): string {
  if (!address.test(text)) throw new AppError("guests_invalid", { param: "guests" });
  return text;
}
