import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { type Instant, instant } from "../../core/time.ts";

const pauseBody = z.strictObject({ until: z.iso.datetime({ offset: true }).optional() });

/** The body of a pause: empty, or `{ "until": "2026-06-20T08:00:00+02:00" }`. Throws `body_malformed`. */
export function parsePause(bytes: Uint8Array): { readonly untilAt?: Instant } {
  try {
    const text = new TextDecoder().decode(bytes).trim();
    const { until } = pauseBody.parse(text === "" ? {} : JSON.parse(text));
    return until === undefined ? {} : { untilAt: instant(Date.parse(until)) };
  } catch (cause) {
    throw new AppError("body_malformed", { param: "until" }, { cause });
  }
}
