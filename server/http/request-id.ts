import { randomBytes } from "node:crypto";

const batch = 1_024;
const size = 12;

/** Makes request ids: `req_` and 96 random bits, drawn in batches because a call to the system costs 20 ids. */
export function createRequestIds(random: (bytes: number) => Buffer = randomBytes): () => string {
  let pool: Buffer = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used >= pool.length) [pool, used] = [random(batch * size), 0];
    used += size;
    return `req_${pool.toString("base64url", used - size, used)}`;
  };
}
