import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoAccounts } from "../../db/demo-accounts.ts";
import { correctMatch } from "../../server/flows/accounts/correct-match.ts";
import { importAccounts } from "../../server/flows/accounts/import-accounts.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
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

  test("a wrong match is corrected once and stays right, for others and after the accounts are imported again", async () => {
    const { accounts } = demoAccounts();
    const right = accounts.find(({ id, ownerRepId }) => id !== known?.id && ownerRepId !== known?.ownerRepId);
    const company = `${known?.name.toUpperCase()} GmbH`;
    const matched = async (name: string) => {
      const { leadId } = await world.submit({ email: `${name}@gmail.com`, name, company });
      const { receipt, replaysTheSame } = await receiptOf(leadId);
      expect(replaysTheSame).toBe(true);
      return { leadId, account: receipt.match.account?.id, why: receipt.match.candidates[0]?.evidence.map(({ code }) => code) };
    };
    const wrong = await matched("sam");
    expect(wrong.account).toBe(known?.id);

    const leadId = wrong.leadId as Parameters<typeof readReceipt>[1];
    await correctMatch(world.context.world, { leadId, accountId: right?.id ?? "", is: true, author: "ada" });
    const after = await matched("kim");
    expect(after.account).toBe(right?.id);
    expect(after.why).toContain("person_is");
    expect(after.why).not.toContain("person_is_not");

    await importAccounts(world.context.world, accounts, []);
    expect((await matched("lou")).account).toBe(right?.id);
  });

  test("a name that only shares a word with an account does not reach its owner", async () => {
    const answer = await world.submit({ email: "sam@gmail.com", name: "Sam Some", company: "Zimmerlein Health" });
    expect((await receiptOf(answer.leadId)).receipt.match).toMatchObject({ account: null, owner: null });
  });
});

describe("a setup that says how leads find their account", () => {
  const setup = readFileSync("docs/examples/demo-setup.yaml", "utf8");
  const [child, parent] = [
    demoAccounts().accounts[3],
    demoAccounts().accounts.find(({ ownerRepId }) => ownerRepId !== known?.ownerRepId),
  ];
  const accounts = child && parent ? [{ ...child, parentId: parent.id }, parent] : [];
  const asks = (matching: string) => openTestWorld({ setup: `${setup}\nmatching: ${matching}\n`, accounts });

  test("has the topmost parent's owner, from its own score on, with its own tie-breakers", async () => {
    const own = await asks("{ rollUp: ultimate, routeAt: 0.4, suggestAt: 0.2, tieBreakers: [oldest] }");
    try {
      const answer = await own.submit({ email: `sam@${child?.domains[0]}`, name: "Sam Some", company: child?.name ?? "" });
      expect(answer).toMatchObject({ outcome: "offered", offer: { rep: { name: ownerOf(parent?.ownerRepId) } } });
      const receipt = await readReceipt(own.context.world, answer.leadId as Parameters<typeof readReceipt>[1]);
      expect(receipt?.receipt.match).toMatchObject({ account: { id: parent?.id } });
      expect(receipt?.replaysTheSame).toBe(true);
      expect(own.context.world.state.setup().matching).toMatchObject({ routeAt: 0.4, suggestAt: 0.2, tieBreakers: ["oldest"] });
    } finally {
      await own.close();
    }
  });

  test("asks a person alone when nothing is certain enough to route by", async () => {
    const own = await asks("{ routeAt: 1, suggestAt: 0.2 }");
    try {
      const { leadId } = await own.submit({ email: "sam@gmail.com", name: "Sam Some", company: child?.name.slice(0, -1) ?? "" });
      const receipt = await readReceipt(own.context.world, leadId as Parameters<typeof readReceipt>[1]);
      expect(receipt?.receipt.match).toMatchObject({ decision: "suggest", account: null });
    } finally {
      await own.close();
    }
  });

  test.each([
    ["{ routeAt: 0.3, suggestAt: 0.5 }", "matching.suggestAt"],
    ["{ tieBreakers: [oldest, customer, oldest] }", "matching.tieBreakers[2]"],
    ["{ routeAt: 0 }", "matching.routeAt"],
    ["{ rollUp: aunt }", "matching.rollUp"],
  ])("is refused with the place: %s", async (matching, place) => {
    await expect(asks(matching)).rejects.toThrow(place);
  });
});
