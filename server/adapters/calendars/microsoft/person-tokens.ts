import type { GetAccess } from "../../../core/connect/get-access.ts";
import { GraphFault } from "./graph-fault.ts";
import { type TokenSource, unlessAborted } from "./token-source.ts";

/** Tokens by a person's own consent. They are kept and refreshed where accounts are: all that is remembered here is the last refusal. */
export function personTokens(getAccess: GetAccess): TokenSource {
  let refused: string | undefined;
  return {
    async token(signal) {
      const result = await unlessAborted(getAccess(refused), signal);
      if (!result.ok) throw new GraphFault(result.failure);
      return result.value.accessToken;
    },
    forget(token) {
      refused = token;
    },
  };
}
