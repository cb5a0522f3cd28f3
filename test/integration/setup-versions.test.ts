import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { parseLeadId } from "../../server/core/id.ts";
import type { Mail } from "../../server/core/ports/mail.ts";
import { instant } from "../../server/core/time.ts";
import { sendQueueAlert } from "../../server/flows/leads/queue-alerts.ts";
import { applySetup } from "../../server/flows/setup/apply-setup.ts";
import { mondayMorning, openTestWorld, smallSetup, submissionOf, type TestWorld } from "../support/test-world.ts";

const token = "operator-token-0123456789abcdef";
let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld({ env: { HANDRAISE_ADMIN_TOKEN: token } });
});
afterAll(() => world.close());

const headers = { authorization: `Bearer ${token}` };
const post = async (path: string, body: object) => {
  const response = await world.app.request(`/v1/admin/setup/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};
const get = async (path: string) => (await world.app.request(`/v1/admin/${path}`, { headers })).json();

const germanFirst = parse(smallSetup);
germanFirst.router.rules.unshift({
  id: "german",
  when: { field: "lead.country", op: "in_region", value: ["DACH"] },
  then: {
    kind: "when",
    when: { field: "lead.companySize", op: "greater_or_equal", value: 100 },
    then: { kind: "offerRep", repId: "olga", meetingTypeId: "demo", otherwise: { kind: "message", text: "Later." } },
    otherwise: { kind: "queue", queueId: "small", text: "We write to you.", alert: ["lead@acme.example"] },
  },
});

test("a draft is checked, simulated, backtested, published, and taken back; a decision of its time still replays", async () => {
  const before = await world.submit({ email: "a@firm.example", country: "Germany", employees: "500" });
  expect(before).toMatchObject({ outcome: "offered" });

  world.setNow(instant(mondayMorning + 60_000));
  expect((await post("check", { setup: germanFirst })).body).toEqual({ ok: true, problems: [] });
  const draft = await post("drafts", { setup: germanFirst, author: "ada", note: "Germany first" });
  expect(draft).toMatchObject({ status: 200, body: { problems: [] } });
  const { id } = draft.body;

  const lead = submissionOf({ email: "b@firm.example", country: "Germany", employees: "500" });
  const simulated = (await post(`versions/${id}/simulate`, lead)).body;
  expect(simulated.receipt).toMatchObject({
    decidedBy: { kind: "rule", rule: { id: "german" } },
    nodes: [{ at: "rules[0].then", kind: "when", answer: "yes", because: { found: "500" } }],
    outcome: { rep: { id: "olga" } },
    setup: { versionId: id },
  });
  expect(simulated.story.paragraphs).toContainEqual({
    title: "The way from there",
    text: "The condition held: lead.companySize is at least 100 – yes, it was 500.",
  });

  const tried = (await post(`versions/${id}/backtest`, { days: 1 })).body;
  expect(tried).toMatchObject({ leads: 1, changed: { rule: 1, owner: 1 } });
  expect(tried.changes[0].after).toMatchObject({ ruleId: "german", repId: "olga" });

  expect((await post(`versions/${id}/publish`, { author: "bo" })).body).toMatchObject({ id, changed: true });
  const during = await world.submit({ email: "c@firm.example", country: "Germany", employees: "20" });
  expect(during).toMatchObject({ outcome: "fallback", text: "We write to you." });

  expect((await post("rollback", { author: "ada" })).status).toBe(200);
  const receipt = await get(`leads/${during.leadId}/receipt`);
  expect(receipt).toMatchObject({ replaysTheSame: true, receipt: { setup: { versionId: id }, outcome: { queue: "small" } } });
  expect((await get("setup/versions")).versions.map(({ state, note }: { state: string; note: string }) => [state, note])).toEqual(
    [
      ["past", "Germany first"],
      ["live", expect.any(String)],
    ],
  );
  expect(
    (await get("audit")).entries.map(({ author, action }: { author: string; action: string }) => `${author} ${action}`),
  ).toEqual(["ada setup_rolled_back", "bo setup_published", "ada setup_drafted", expect.stringContaining("setup_published")]);
  expect(await get("audit/verify")).toEqual({ entries: 4, broken: null });
});

test("the people of a queue are told of the lead by mail, with who it is and the way to its receipt", async () => {
  const { id } = (await post("drafts", { setup: germanFirst })).body;
  await post(`versions/${id}/publish`, {});
  const { leadId } = await world.submit({ email: "dana@firm.example", name: "Dana Doe", country: "Austria", employees: "20" });
  const sent: Mail[] = [];
  const mailer = {
    ...world.context.world.mailer,
    send: async (mail: Mail) => ({ kind: "accepted" as const, sent: sent.push(mail) }),
  };
  const told = await sendQueueAlert(
    { ...world.context.world, mailer },
    { leadId: parseLeadId(leadId)!, address: "lead@acme.example" },
  );
  expect(told).toEqual({ kind: "done" });
  expect(sent).toMatchObject([{ to: { email: "lead@acme.example" }, subject: "A lead waits in small: Dana Doe" }]);
  expect(sent[0]?.text).toContain("dana@firm.example");
  expect(sent[0]?.text).toContain(`/admin/leads/${leadId}`);
  expect((await world.context.world.store.read.jobs.counts()).ready).toBeGreaterThan(0);
});

test("a setup that is wrong is refused with every problem, and a guard keeps a version from going live", async () => {
  const wrong = await post("drafts", { setup: { ...germanFirst, pools: [] } });
  expect(wrong).toMatchObject({ status: 422, body: { error: { code: "setup_invalid" } } });
  const strict = { ...germanFirst, guards: { catchAllAtMost: 0 }, router: { ...germanFirst.router, rules: [] } };
  const { id } = (await post("drafts", { setup: strict })).body;
  expect(await post(`versions/${id}/publish`, {})).toMatchObject({ status: 409, body: { error: { code: "guard_broken" } } });
  expect(await post(`versions/${id}/publish`, { force: true })).toMatchObject({ status: 200, body: { changed: true } });
  expect(await post("versions/sv_0000000000000000000000/publish", {})).toMatchObject({ status: 404 });
  expect((await world.app.request("/v1/admin/setup/versions")).status).toBe(401);
});

test("a draft without the live version's guards is held to them, and dropping one needs force and is kept in the audit log", async () => {
  const draft = async (given: object) => (await post("drafts", { setup: { ...germanFirst, ...given } })).body.id;
  await post(`versions/${await draft({ guards: { catchAllAtMost: 0.5, disqualifiedAtMost: 0.9 } })}/publish`, { force: true });
  await world.submit({ email: "d@firm.example", country: "Germany", employees: "500" });

  const unguarded = await draft({ router: { ...germanFirst.router, rules: [] } });
  const broken = await post(`versions/${unguarded}/publish`, {});
  expect(broken).toMatchObject({ status: 409, body: { error: { code: "guard_broken" } } });
  expect(broken.body.error.message).toMatch(
    /BROKEN: catch-all [\d.]+ %, at most 50 %; LOOSENED: catch-all: at most 50 % → no bound/,
  );

  const looser = await draft({ guards: { catchAllAtMost: 0.5 } });
  const refused = await post(`versions/${looser}/publish`, {});
  expect(refused).toMatchObject({ status: 409, body: { error: { code: "guard_loosened" } } });
  expect(refused.body.error.message).toContain("nothing was changed. LOOSENED: disqualified: at most 90 % → no bound.");
  const forced = await post(`versions/${looser}/publish`, { force: true, author: "ada" });
  const guardChanges = ["LOOSENED: disqualified: at most 90 % → no bound"];
  expect(forced).toMatchObject({ status: 200, body: { changed: true, guardChanges } });
  expect((await get("audit")).entries[0]).toMatchObject({ author: "ada", details: { guards: guardChanges[0] } });

  const stricter = await draft({ guards: { catchAllAtMost: 0.5, fallbackAtMost: 1 } });
  expect(await post(`versions/${stricter}/publish`, {})).toMatchObject({
    body: { guardChanges: ["tightened: fallback: no bound → at most 100 %"] },
  });
  const taken = await post("rollback", {});
  expect(taken).toMatchObject({ status: 200, body: { guardChanges: ["LOOSENED: fallback: at most 100 % → no bound"] } });
});

test("guards that became live after a draft was tried hold for it all the same", async () => {
  const { world: flows } = world.context;
  const guarded = { ...flows.state.setup().setup, guards: { fallbackAtMost: 0.5 } };
  const unguarded = { ...guarded, guards: {} };
  await applySetup(flows, { setup: guarded, author: "bo", note: "", force: true });
  await expect(applySetup(flows, { setup: unguarded, author: "ada", note: "" })).rejects.toMatchObject({
    code: "guard_loosened",
  });
  expect(flows.state.setup().setup.guards).toEqual(guarded.guards);
});
