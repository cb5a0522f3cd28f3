import type { Instant } from "../../../core/time.ts";
import { instant } from "../../../core/time.ts";
import { GraphFault, retryAfter, silence, unreadable } from "./graph-fault.ts";
import { member, textOf } from "./json.ts";

/** Where access tokens come from: an app's own credentials here; a person's consent is another source. */
export interface TokenSource {
  /** A token that is good for some minutes; throws GraphFault. The signal ends the waiting, not the refresh that others wait for. */
  token(signal: AbortSignal): Promise<string>;
  /** Graph refused this token: it is not given out again. */
  forget(token: string): void;
}

export interface AppCredentials {
  /** Root of the sign-in service, without a trailing slash. */
  readonly login: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the token is for, e.g. `https://graph.microsoft.com/.default`. */
  readonly scope: string;
}

interface Grant {
  readonly token: string;
  readonly renewAt: Instant;
}

const timeoutMs = 15_000;
const marginMs = 5 * 60_000;
const refusalMs = 30_000;

/**
 * Tokens by client credentials. One request at a time, whoever asks. A refusal is remembered for half a minute, or as long as
 * `Retry-After` says, so that a thousand reps of one app with an expired secret are one question, not a thousand.
 */
export function clientCredentials(credentials: AppCredentials, now: () => Instant): TokenSource {
  let grant: Grant | null = null;
  let refusal: { readonly fault: GraphFault; readonly until: Instant } | null = null;
  let asking: Promise<Grant> | null = null;

  async function ask(): Promise<Grant> {
    try {
      grant = await requestGrant(credentials, now);
      return grant;
    } catch (error) {
      if (error instanceof GraphFault) {
        const { failure } = error;
        if (failure.kind === "rate_limited") refusal = { fault: error, until: failure.retryAt };
        if (failure.kind === "auth_lost") refusal = { fault: error, until: instant(now() + refusalMs) };
      }
      throw error;
    } finally {
      asking = null;
    }
  }

  return {
    async token(signal) {
      if (grant && now() < grant.renewAt) return grant.token;
      if (refusal && now() < refusal.until) throw refusal.fault;
      asking ??= ask();
      return (await unlessAborted(asking, signal)).token;
    },
    forget(token) {
      if (grant?.token === token) grant = null;
    },
  };
}

async function requestGrant({ login, tenantId, ...app }: AppCredentials, now: () => Instant): Promise<Grant> {
  const signal = AbortSignal.timeout(timeoutMs);
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: app.clientId,
    client_secret: app.clientSecret,
    scope: app.scope,
  });
  const url = `${login}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const asked = now();
  const { response, text } = await post(url, body, signal);
  const json = parsed(text);
  if (!response.ok) throw refused(response, json, asked);
  const token = textOf(json, "access_token");
  const lifeMs = Number(member(json, "expires_in")) * 1000;
  if (token === null || !(lifeMs > 0)) throw unreadable("there is no access token in it");
  return { token, renewAt: instant(asked + Math.max(lifeMs - marginMs, lifeMs / 2)) };
}

async function post(url: string, body: URLSearchParams, signal: AbortSignal) {
  try {
    // A redirect is not followed: the secret goes to the configured service alone.
    const response = await fetch(url, { method: "POST", body, signal, redirect: "manual" });
    return { response, text: await response.text() };
  } catch (error) {
    throw silence(signal, error);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A page of HTML, from a proxy perhaps: its status says enough.
    return null;
  }
}

/** Of the answer, only the codes are kept: its description names tenants and people. */
function refused({ status, headers }: Response, json: unknown, now: Instant): GraphFault {
  const code = /^[a-z_]{1,60}$/.exec(textOf(json, "error") ?? "")?.[0];
  const numbers = member(json, "error_codes");
  const number = Array.isArray(numbers) && Number.isInteger(numbers[0]) ? ` (AADSTS${numbers[0]})` : "";
  const message = `Microsoft refused the app's sign-in: ${code ?? status}${number}`;
  const retryAt = retryAfter(headers.get("retry-after"), now);
  if (status === 429 || (status === 503 && retryAt !== null))
    return new GraphFault({ kind: "rate_limited", retryAt: retryAt ?? instant(now + refusalMs), message });
  if (status >= 500 || status === 408 || code === "temporarily_unavailable")
    return new GraphFault({ kind: "unreachable", message });
  if (status >= 400) return new GraphFault({ kind: "auth_lost", message });
  return unreadable(`the sign-in service answered ${status}`);
}

/** The promise's value, unless the signal comes first; the promise goes on. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // When the signal ends the waiting, nobody may be left to hear how the refresh ended.
  promise.catch(() => {});
  if (signal.aborted) throw silence(signal, signal.reason);
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(silence(signal, signal.reason));
    signal.addEventListener("abort", stop, { once: true });
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", stop));
}
