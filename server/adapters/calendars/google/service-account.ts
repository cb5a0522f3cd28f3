import { createPrivateKey, sign } from "node:crypto";
import { type Instant, instant } from "../../../core/time.ts";
import { failureOf, GoogleFault, property, refusalFailure } from "./google-fault.ts";
import type { AccessToken } from "./token-source.ts";

export interface ServiceAccountGrant {
  /** The key file of the service account, as Google's console gives it. */
  readonly keyJson: string;
  /** Name of the variable that holds it, for messages. */
  readonly keyName: string;
  /** The person of the Workspace domain whose calendars are meant. */
  readonly subject: string;
  readonly tokenUrl: string;
  readonly now: () => Instant;
}

/** The least that reads busy times and writes events; the administrator grants exactly these. */
const googleScopes = [
  "https://www.googleapis.com/auth/calendar.events",
  "https://www.googleapis.com/auth/calendar.freebusy",
] as const;

const timeoutMs = 10_000;
const lifeSeconds = 3_600;

/**
 * A token for a person of the domain, by domain-wide delegation. Throws GoogleFault. The SDK's own client is not used for it:
 * it has no deadline, and repeats the request by itself.
 * https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
export async function fetchServiceAccountToken(grant: ServiceAccountGrant): Promise<AccessToken> {
  const { tokenUrl, now } = grant;
  const body = new URLSearchParams({
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: signedClaims(grant),
  });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(tokenUrl, { method: "POST", body, signal, redirect: "error" });
    const data = parsed(await response.text());
    if (!response.ok) throw tokenFault(response, data, now());
    const value = property(data, "access_token");
    const seconds = property(data, "expires_in");
    if (typeof value !== "string" || typeof seconds !== "number") {
      throw new GoogleFault({ kind: "refused", message: "Google's token service gave no token" });
    }
    return { value, expiresAt: instant(now() + seconds * 1000) };
  } catch (error) {
    throw error instanceof GoogleFault ? error : new GoogleFault(failureOf(error, signal, now()), { cause: error });
  }
}

function signedClaims({ keyJson, keyName, subject, tokenUrl, now }: ServiceAccountGrant): string {
  const key = parsed(keyJson);
  const email = property(key, "client_email");
  const pem = property(key, "private_key");
  const kid = property(key, "private_key_id");
  if (typeof email !== "string" || typeof pem !== "string") throw notAKey(keyName);
  const issuedAt = Math.floor(now() / 1000);
  const header = { alg: "RS256", typ: "JWT", ...(typeof kid === "string" ? { kid } : {}) };
  const claims = {
    iss: email,
    sub: subject,
    scope: googleScopes.join(" "),
    aud: tokenUrl,
    iat: issuedAt,
    exp: issuedAt + lifeSeconds,
  };
  const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  try {
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), createPrivateKey(pem)).toString("base64url")}`;
  } catch {
    // The cause is left out: it may quote the key.
    throw notAKey(keyName);
  }
}

function notAKey(keyName: string): GoogleFault {
  return new GoogleFault({ kind: "auth_lost", message: `${keyName} is not the JSON key of a service account` });
}

/** A 4xx of the token service is about the grant, and stays until somebody mends it; a 429 is not. */
function tokenFault(response: Response, data: unknown, now: Instant): GoogleFault {
  const { status, headers } = response;
  const failure = refusalFailure({ status, headers, data }, now);
  const isGrant = status >= 400 && status < 500 && status !== 408 && status !== 429 && failure.kind !== "rate_limited";
  const message = `${failure.message} when asked for a token`;
  return new GoogleFault(isGrant ? { kind: "auth_lost", message } : { ...failure, message });
}

function base64url(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
