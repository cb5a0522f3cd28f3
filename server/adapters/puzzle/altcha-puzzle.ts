import type { Puzzle } from "../../core/ports/puzzle.ts";
import { type Instant, instant } from "../../core/time.ts";

const goodForMs = 20 * 60_000;
/** About a quarter of a second on a phone, and two milliseconds here. */
const difficulty = { algorithm: "PBKDF2/SHA-256", cost: 1_000, from: 500, to: 1_500 } as const;
const longestAnswer = 5_000;

/** Puzzles of ALTCHA, whose widget a page may carry; signed and not stored. */
export function createAltchaPuzzle({ secret, now }: { readonly secret: string; readonly now: () => Instant }): Puzzle {
  return {
    async create() {
      const { createChallenge, randomInt, deriveKey } = await load();
      const { algorithm, cost, from, to } = difficulty;
      return createChallenge({
        algorithm,
        cost,
        counter: randomInt(from, to),
        deriveKey,
        expiresAt: Math.ceil((now() + goodForMs) / 1_000),
        hmacSignatureSecret: secret,
        hmacKeySignatureSecret: `${secret} key`,
      });
    },
    async verify(answer) {
      const payload = readPayload(answer);
      const expiresAt = instant((payload?.challenge.parameters.expiresAt ?? 0) * 1_000);
      if (payload === null || expiresAt < now()) return null;
      try {
        const { verifySolution, deriveKey } = await load();
        const secrets = { hmacSignatureSecret: secret, hmacKeySignatureSecret: `${secret} key` };
        const { verified } = await verifySolution({ ...payload, deriveKey, ...secrets });
        // The library takes the signature letter by letter as it was made, so that a puzzle has one id.
        return verified && payload.challenge.signature ? { id: payload.challenge.signature, expiresAt } : null;
      } catch {
        // Parameters that are none of ours make the library throw.
        return null;
      }
    },
  };
}

async function load() {
  const [{ createChallenge, randomInt, verifySolution }, { deriveKey }] = await Promise.all([
    import("altcha-lib"),
    import("altcha-lib/algorithms/pbkdf2"),
  ]);
  return { createChallenge, randomInt, verifySolution, deriveKey };
}

type Payload = import("altcha-lib").Payload;

/** Base64 of JSON, as the widget puts it into its hidden field. */
function readPayload(answer: string): Payload | null {
  if (answer.length > longestAnswer) return null;
  try {
    const json: unknown = JSON.parse(Buffer.from(answer, "base64").toString("utf8"));
    return isPayload(json) ? json : null;
  } catch {
    // Whatever somebody put there is no answer.
    return null;
  }
}

/** As far as is needed to hand it to the library, which checks the rest by its signature. */
function isPayload(json: unknown): json is Payload {
  if (typeof json !== "object" || json === null || !("challenge" in json) || !("solution" in json)) return false;
  const { challenge, solution } = json;
  if (typeof challenge !== "object" || challenge === null || typeof solution !== "object" || solution === null) return false;
  return "parameters" in challenge && typeof challenge.parameters === "object" && challenge.parameters !== null;
}
