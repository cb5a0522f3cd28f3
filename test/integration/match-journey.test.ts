import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoAccounts } from "../../db/demo-accounts.ts";
import { readReceipt } from "../../server/flows/read-receipt.ts";
import { openTestWorld, type TestWorld } from "../support/test-world.ts";

let world: TestWorld;
beforeEach(async () => {
  world = await openTestWorld({
    setup: readFileSync("docs/examples/demo-setup.yaml", "utf8"),
    accounts: demoAccounts().accounts,
  });
});
afterEach(() => world.close());

const known = demoAccounts().accounts[3];
const ownerOf = (repId: string | undefined) => world.context.world.state.setup().setup.reps.find(({ id }) => id === repId)?.name;

async function receiptOf(leadId: string) {
  const found = await readReceipt(world.context.world, leadId as Parameters<typeof readReceipt>[1]);
  if (found === null) throw new Error("there is no receipt");
  return found;
}

describe("in the demo", () => {
  test("a variant of an account's name, typed from a personal address, reaches its owner, and the receipt says why", async () => {
    const company = `${known?.name.toUpperCase()} GmbH`;
    const answer = await world.submit({ email: "sam@gmail.com", name: "Sam Some", company });
    expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: ownerOf(known?.ownerRepId) } } });
    const { receipt, story, replaysTheSame } = await receiptOf(answer.leadId);
    expect(replaysTheSame).toBe(true);
    expect(receipt.match).toMatchObject({ decision: "route", account: { id: known?.id } });
    expect(receipt.match.candidates[0]?.evidence.map(({ code }) => code)).toContain("company_name");
    expect(JSON.stringify(story)).toContain(`is the name of ${known?.name}`);
  });

  test("a name that only shares a word with an account does not reach its owner", async () => {
    const answer = await world.submit({ email: "sam@gmail.com", name: "Sam Some", company: "Zimmerlein Health" });
    expect((await receiptOf(answer.leadId)).receipt.match).toMatchObject({ account: null, owner: null });
  });
});
