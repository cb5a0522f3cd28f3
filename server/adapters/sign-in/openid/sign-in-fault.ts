import type { SignInFailure } from "../../../core/ports/sign-in.ts";

/** Carries a failure of the closed set through a library that knows only exceptions. */
export class SignInFault extends Error {
  readonly failure: SignInFailure;

  constructor(failure: SignInFailure) {
    super(failure.kind);
    this.name = "SignInFault";
    this.failure = failure;
  }
}

/** OAuth's own words for a grant that is over. */
const lost = new Set(["invalid_grant", "interaction_required", "consent_required", "login_required"]);
const declined = new Set(["access_denied", "consent_required", "login_required", "interaction_required"]);

/** The failure behind an exception. Of what the provider says only its protocol words are kept, never its sentences. */
export function failureOf(error: unknown): SignInFailure {
  if (error instanceof SignInFault) return error.failure;
  const name = textOf(error, "name");
  const word = /^[a-z_]{1,60}$/.exec(textOf(error, "error"))?.[0] ?? "";
  if (name === "AuthorizationResponseError") return declined.has(word) ? { kind: "declined" } : refusal(word);
  const status = Number(property(error, "status"));
  if (name === "ResponseBodyError" && lost.has(word)) return { kind: "lost" };
  if (status >= 500 || status === 429 || status === 408) return { kind: "unreachable", message: `it answered ${status}` };
  if (word !== "") return refusal(word);
  if (isSilence(error)) return { kind: "unreachable", message: "it did not answer" };
  // What is left are answers that fail a check: state, nonce, issuer, audience.
  return { kind: "not_ours" };
}

const refusal = (word: string): SignInFailure => ({ kind: "refused", message: word || "it gave no reason" });

/** No answer, or none that is one of the protocol: a timeout, a cut connection, a page of HTML with a status of its own. */
function isSilence(error: unknown): boolean {
  const codes = ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON"];
  for (let at: unknown = error, depth = 0; at !== undefined && depth < 4; at = property(at, "cause"), depth += 1) {
    if (codes.includes(textOf(at, "code")) || (at instanceof TypeError && at.message === "fetch failed")) return true;
  }
  return false;
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string {
  const found = property(value, name);
  return typeof found === "string" ? found : "";
}
