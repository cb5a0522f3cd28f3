import type { Instant } from "../../../core/time.ts";

/** A bearer token. */
export interface AccessToken {
  readonly value: string;
  readonly expiresAt: Instant;
}

/** Where access tokens of one account come from, whatever kind of grant is behind it. */
export interface TokenSource {
  /** A token that is good now. Rejects with a GoogleFault, or when `signal` ends. */
  get(signal: AbortSignal): Promise<AccessToken>;
  /** Google refused this token: it is never handed out again. */
  forget(token: AccessToken): void;
}

const marginMs = 60_000;

/** Keeps a token until a minute before it expires. Callers that come while one is fetched wait for that one. */
export function keptTokens(fetchToken: () => Promise<AccessToken>, now: () => Instant): TokenSource {
  let kept: AccessToken | null = null;
  let coming: Promise<AccessToken> | null = null;

  async function fetchOne(): Promise<AccessToken> {
    try {
      kept = await fetchToken();
      return kept;
    } finally {
      coming = null;
    }
  }

  return {
    async get(signal) {
      if (kept && kept.expiresAt - marginMs > now()) return kept;
      coming ??= fetchOne();
      return until(coming, signal);
    },
    forget(token) {
      if (kept === token) kept = null;
    },
  };
}

/** The promise, for as long as the signal lets us wait. */
export function until<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const end = () => reject(signal.reason);
  if (signal.aborted) end();
  signal.addEventListener("abort", end, { once: true });
  return Promise.race([promise, ended]).finally(() => signal.removeEventListener("abort", end));
}
