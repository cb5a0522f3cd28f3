import { createHash, createHmac, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openTestWorld } from "../support/test-world.ts";

test.each([0, 1, 43, 64, 65, 200])("signatures are HMAC-SHA-256 under a key of %i characters", async (length) => {
  const signingKey = "k".repeat(length);
  const { context, close } = await openTestWorld({ overrides: { signingKey } });
  for (const size of [0, 1, 20, 64, 1_000]) {
    const data = randomBytes(size);
    const { sign, sha256Hex } = context.world.digests;
    expect(Buffer.from(sign(data))).toEqual(createHmac("sha256", signingKey).update(data).digest());
    expect(sha256Hex(data)).toBe(createHash("sha256").update(data).digest("hex"));
  }
  await close();
});

test("random bytes never come twice, in whatever pieces they are taken", async () => {
  const { context, close } = await openTestWorld();
  const { random } = context.world;
  const taken = Array.from({ length: 2_000 }, (_, i) => random([16, 12, 5_000][i % 3] ?? 16));
  expect(taken.every((bytes, i) => bytes.length === [16, 12, 5_000][i % 3])).toBe(true);
  expect(new Set(taken.map((bytes) => Buffer.from(bytes.subarray(0, 12)).toString("hex"))).size).toBe(2_000);
  await close();
});
