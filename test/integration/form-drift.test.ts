import { expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { learnForms } from "../../server/flows/setup/learn-forms.ts";
import { planLearning } from "../../server/flows/setup/plan-learning.ts";
import { mondayMorning, openTestWorld, smallSetup } from "../support/test-world.ts";

const asking = smallSetup.replace(
  "    - id: partner\n",
  "    - id: pro\n      when: { field: lead.answers.plan, op: equals, value: Pro }\n      then: { kind: message, text: Pro. }\n    - id: partner\n",
);

test("a renamed option is learned from live leads by a job and told before leads pile up", async () => {
  const test = await openTestWorld({ setup: asking });
  const { world } = test.context;
  try {
    let at: number = mondayMorning;
    const submit = async (name: string, plan: string) => {
      test.setNow(instant((at += 1_000)));
      await test.submit({ email: `${name}@firm.example`, plan });
    };
    for (let i = 0; i < 6; i++) await submit(`a${i}`, "Pro");
    expect(await learnForms(world)).toEqual({ kind: "done" });
    expect((await world.store.read.formMemory.read())?.drift).toEqual([]);
    for (let i = 0; i < 40; i++) await submit(`b${i}`, "Professional");
    await learnForms(world);
    const after = await world.store.read.formMemory.read();
    expect(after?.drift.map(({ code, value }) => [code, value])).toEqual([
      ["value_gone", "pro"],
      ["value_new", "professional"],
    ]);
    await learnForms(world);
    expect(await world.store.read.formMemory.read()).toEqual(after);
  } finally {
    await test.close();
  }
});

test("nothing is planned for a setup whose rules ask for no field of a form", async () => {
  const noField = smallSetup.replace(/  rules:\n {4}- id: owned[^]*(?= {2}catchAll)/, "");
  const test = await openTestWorld({ setup: noField });
  const { world } = test.context;
  try {
    await planLearning(world);
    expect((await world.store.read.jobs.counts()).ready).toBe(0);
  } finally {
    await test.close();
  }
});
