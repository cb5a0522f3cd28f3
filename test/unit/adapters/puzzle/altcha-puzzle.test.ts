import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { expect, test } from "vitest";
import { createAltchaPuzzle } from "../../../../server/adapters/puzzle/altcha-puzzle.ts";
import { instant } from "../../../../server/core/time.ts";

let at = Date.now();
const puzzle = createAltchaPuzzle({ secret: "s".repeat(43), now: () => instant(at) });

/** The guarantee: the library made it, and its own types say so. */
const newChallenge = async () => (await puzzle.create()) as Challenge;

async function answerOf(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
}

test("an answer to one of ours names it, by one id however it is written, and until when it counts", async () => {
  const challenge = await newChallenge();
  const answer = await answerOf(challenge);
  const solved = await puzzle.verify(answer);
  expect(solved).toEqual({ id: challenge.signature, expiresAt: (challenge.parameters.expiresAt ?? 0) * 1_000 });
  const spaced = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(answer, "base64").toString()), null, 1)).toString("base64");
  expect(await puzzle.verify(spaced)).toEqual(solved);
  const shouted = await answerOf({ ...challenge, signature: challenge.signature?.toUpperCase() ?? "" });
  expect(await puzzle.verify(shouted)).toBeNull();
});

test("an answer to an easier one, to another server's, to an old one, and what is no answer, does not count", async () => {
  const challenge = await newChallenge();
  expect(
    await puzzle.verify(await answerOf({ ...challenge, parameters: { ...challenge.parameters, cost: 1, keyPrefix: "00" } })),
  ).toBeNull();
  const other = createAltchaPuzzle({ secret: "o".repeat(43), now: () => instant(at) });
  expect(await other.verify(await answerOf(challenge))).toBeNull();
  const odd = [
    "",
    "x",
    "e30=",
    Buffer.from('{"challenge":{"parameters":{}},"solution":{}}').toString("base64"),
    "A".repeat(10_000),
  ];
  for (const answer of odd) expect(await puzzle.verify(answer), answer.slice(0, 20)).toBeNull();
  const old = await answerOf(challenge);
  at += 21 * 60_000;
  expect(await puzzle.verify(old)).toBeNull();
});
