import { afterEach } from "vitest";
import type { SubmissionAnswer } from "../../server/contract/public.ts";
import type { ReceiptAnswer } from "../../server/contract/receipt.ts";
import { openTestWorld, readJson, smallSetup, type TestWorld, type TestWorldOptions } from "./test-world.ts";

const token = "operator-token-0123456789abcdef";
export const bearer = { authorization: `Bearer ${token}` };
const env = { HANDRAISE_ADMIN_TOKEN: token, HANDRAISE_PRIVATE_SOURCES: "allow", HANDRAISE_SECRET_DIRECTORY: "canary" };

/** The small setup with a block of its own, such as `enrich` or `spam`. */
export const withBlock = (block: string) => smallSetup.replace("router:", `${block.trim()}\nrouter:`);

export async function receiptOf({ app }: TestWorld, { leadId }: SubmissionAnswer) {
  return (await readJson<ReceiptAnswer>(await app.request(`/v1/admin/leads/${leadId}/receipt`, { headers: bearer }))).receipt;
}

/** Opens worlds with an operator and a source's secret; the last one is closed after the test. */
export function useEnrichedWorlds() {
  let world: TestWorld | null = null;
  afterEach(async () => {
    await world?.close();
    world = null;
  });
  return async (setup: string, options: TestWorldOptions = {}): Promise<TestWorld> => {
    world = await openTestWorld({ ...options, setup, env });
    return world;
  };
}
