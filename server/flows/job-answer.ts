import type { Instant } from "../core/time.ts";

/** What a job came to: finished, to be tried again, or beyond help. */
export type JobAnswer =
  | { readonly kind: "done" }
  | { readonly kind: "again"; readonly error: string; readonly notBefore?: Instant }
  | { readonly kind: "dead"; readonly error: string };
