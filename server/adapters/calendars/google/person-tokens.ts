import type { GetAccess } from "../../../core/connect/get-access.ts";
import { GoogleFault } from "./google-fault.ts";
import { type TokenSource, until } from "./token-source.ts";

/** Tokens by a person's own consent. They are kept and refreshed where accounts are: all that is remembered here is the last refusal. */
export function personTokens(getAccess: GetAccess): TokenSource {
  let refused: string | undefined;
  return {
    async get(signal) {
      const result = await until(getAccess(refused), signal);
      if (!result.ok) throw new GoogleFault(result.failure);
      return { value: result.value.accessToken, expiresAt: result.value.expiresAt };
    },
    forget({ value }) {
      refused = value;
    },
  };
}
