import { type Challenge, solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { parseLeadId } from "../../../server/core/id.ts";
import { instant } from "../../../server/core/time.ts";
import { startPostgres, type TestPostgres } from "../../support/postgres.ts";
import { minutesOf } from "../../support/race-for-one-time.ts";
import { temporaryFolder } from "../../support/run-server.ts";
import { openTestWorld, readJson, smallSetup, type TestWorld } from "../../support/test-world.ts";

let postgres: TestPostgres;
let folder: ReturnType<typeof temporaryFolder>;
let databases = 0;
beforeAll(async () => {
  postgres = await startPostgres();
  folder = temporaryFolder("two");
});
afterAll(async () => {
  await postgres.stop();
  folder.remove();
});

const engines: readonly (readonly [string, () => Promise<string>])[] = [
  ["SQLite", async () => `file:${folder.path}/${databases++}.db`],
  ["Postgres", () => postgres.createDatabase()],
];

/** One pool of one rep, so that every lead is offered the same rep's times. */
const annaAlone = smallSetup.replace("[anna, ben]", "[anna]");

describe.each(engines)("two processes on one %s", (_, createDatabase) => {
  let here: TestWorld;
  let there: TestWorld;
  beforeEach(async () => {
    const databaseUrl = await createDatabase();
    here = await openTestWorld({ databaseUrl, setup: annaAlone });
    there = await openTestWorld({ databaseUrl, setup: null });
  });
  afterEach(async () => {
    await there.close();
    await here.close();
  });

  let leads = 0;
  const offeredBy = async (world: TestWorld) => {
    const answer: SubmissionAnswer = await world.submit({ email: `vera@firm${leads++}.example` });
    if (answer.outcome !== "offered") throw new TypeError(answer.outcome);
    return { answer, minutes: minutesOf(answer.offer.times) };
  };
  const tokenOf = (manageUrl: string) => manageUrl.slice(manageUrl.indexOf("#") + 1);

  test("a time that one booked is not shown by the other, and is again when the meeting moved or was cancelled", async () => {
    const { answer, minutes } = await offeredBy(here);
    const [first = 0, second = 0] = minutes;
    const booked = await here.book(answer, first);
    if (booked.outcome !== "booked") throw new TypeError(booked.outcome);
    await there.context.rounds.once();
    expect((await offeredBy(there)).minutes).not.toContain(first);

    const token = tokenOf(booked.manageUrl);
    await here.post("/v1/bookings/reschedule", { token, start: new Date(second * 60_000).toISOString() });
    await there.context.rounds.once();
    const afterMove = (await offeredBy(there)).minutes;
    expect([afterMove.includes(first), afterMove.includes(second)]).toEqual([true, false]);

    await here.post("/v1/bookings/cancel", { token });
    await there.context.rounds.once();
    expect((await offeredBy(there)).minutes).toEqual(minutes);
  });

  test("before the other has looked, the database refuses the time, and the answer shows fresh ones", async () => {
    const mine = await offeredBy(here);
    const yours = await offeredBy(there);
    expect((await here.book(mine.answer)).outcome).toBe("booked");
    const refused = await there.book(yours.answer);
    if (refused.outcome !== "taken") throw new TypeError(refused.outcome);
    expect(minutesOf(refused.offer.times)).toEqual(yours.minutes.slice(1));
  });

  test("a puzzle that the page solved counts for one submission, whichever of them it came to", async () => {
    await here.apply(annaAlone.replace("router:", "spam: {}\nrouter:"));
    await there.context.rounds.once();
    for (const world of [here, there]) world.setNow(instant(Date.now()));
    const challenge = await readJson<Challenge>(await here.app.request("/v1/challenge"));
    const solution = await solveChallenge({ challenge, deriveKey });
    const altcha = Buffer.from(JSON.stringify({ challenge, solution })).toString("base64");
    const codes = async (world: TestWorld) => {
      const { leadId } = await world.submit({ email: "dana@firm.example", altcha });
      const row = await world.context.world.store.read.decisions.findByLead(parseLeadId(leadId) ?? "lead_");
      return (row?.decision.spam?.signals ?? []).map(({ code }) => code).join();
    };
    const together = await Promise.all([codes(here), codes(there), codes(here), codes(there)]);
    expect(together.toSorted()).toEqual(["puzzle_failed", "puzzle_failed", "puzzle_failed", "puzzle_solved"]);
    expect([await codes(here), await codes(there)]).toEqual(["puzzle_failed", "puzzle_failed"]);
  });
});
