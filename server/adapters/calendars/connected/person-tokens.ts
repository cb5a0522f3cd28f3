import type { TokenAccess } from "../../../core/connect/connection.ts";
import type { CalendarResult } from "../../../core/ports/calendar.ts";
import { GoogleFault } from "../google/google-fault.ts";
import type { TokenSource as GoogleTokens } from "../google/token-source.ts";
import { GraphFault, silence } from "../microsoft/graph-fault.ts";
import type { TokenSource as MicrosoftTokens } from "../microsoft/token-source.ts";

/** Tokens of a person's own consent; `refused` is one that the provider did not take. */
export type GetAccess = (refused?: string) => Promise<CalendarResult<TokenAccess>>;

/** They are kept and refreshed where accounts are, so that nothing is remembered here but the last refusal. */
export function googleTokens(getAccess: GetAccess): GoogleTokens {
  let refused: string | undefined;
  return {
    async get(signal) {
      const result = await unlessAborted(getAccess(refused), signal, () => signal.reason);
      if (!result.ok) throw new GoogleFault(result.failure);
      return { value: result.value.accessToken, expiresAt: result.value.expiresAt };
    },
    forget({ value }) {
      refused = value;
    },
  };
}

export function microsoftTokens(getAccess: GetAccess): MicrosoftTokens {
  let refused: string | undefined;
  return {
    async token(signal) {
      const result = await unlessAborted(getAccess(refused), signal, () => silence(signal, signal.reason));
      if (!result.ok) throw new GraphFault(result.failure);
      return result.value.accessToken;
    },
    forget(token) {
      refused = token;
    },
  };
}

/** The promise's value, unless the signal comes first; the refresh goes on for whoever else waits. */
async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal, reason: () => unknown): Promise<T> {
  if (signal.aborted) throw reason();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const end = () => reject(reason());
  signal.addEventListener("abort", end, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener("abort", end));
}
