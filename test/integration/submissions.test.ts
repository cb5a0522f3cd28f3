import { describe, expect, test } from "vitest";
import { instant } from "../../server/core/time.ts";
import { previewRoute } from "../../server/flows/leads/preview-route.ts";
import { readReceipt } from "../../server/flows/leads/read-receipt.ts";
import { useEngines } from "../support/engines.ts";
import { mondayMorning, openTestWorld, ownedAccount, submissionId, submissionOf, type TestWorld } from "../support/test-world.ts";

const hour = 3_600_000;
const company = (name: string) => ({ email: `someone@${name}.example`, name: "Sam Some", company: name });

describe.each(useEngines())("on $engine", ({ open }) => {
  let world: TestWorld;

  describe("submit", () => {
    test("a lead of an owned account is offered its owner's times", async () => {
      world = await open({ accounts: [ownedAccount] });
      const answer = await world.submit({ email: "x@owned.example" });
      expect(answer).toMatchObject({
        outcome: "offered",
        offer: { rep: { name: "Olga" }, meetingType: { name: "Demo", durationMinutes: 60 } },
      });
      if (answer.outcome !== "offered") return;
      expect(answer.offer.times.firstMinute).toBe((mondayMorning + hour) / 60_000);
      expect(answer.offer.times.deltas.length).toBe(8 * 4 - 1);
    });

    test("other leads go round the pool in fair order", async () => {
      world = await open();
      const names: (string | undefined)[] = [];
      for (let i = 0; i < 6; i++) {
        const answer = await world.submit(company(`firm${i}`));
        names.push(answer.outcome === "offered" ? answer.offer.rep?.name : answer.outcome);
      }
      expect(names).toEqual(["Anna", "Ben", "Anna", "Ben", "Anna", "Ben"]);
    });

    test("forty leads at once never share a turn", async () => {
      world = await open();
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => world.submit(company(`firm${i}`))));
      const names = answers.map((answer) => (answer.outcome === "offered" ? answer.offer.rep?.name : answer.outcome));
      expect(names.filter((name) => name === "Anna").length).toBe(20);
      expect(names.filter((name) => name === "Ben").length).toBe(20);
      const entries = await world.context.world.store.read.ledger.after("sales", 0);
      expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    });

    test("who does not qualify gets the policy's words and no times", async () => {
      world = await open();
      const answer = await world.submit({ email: "someone@gmail.com" });
      expect(answer).toMatchObject({ outcome: "disqualified", text: "Only for companies." });
      expect(answer).not.toHaveProperty("offer");
    });

    test("redirects and messages are outcomes of their own", async () => {
      world = await open();
      expect(await world.submit({ email: "a@b.example", company: "Partner" })).toMatchObject({
        outcome: "redirect",
        url: "https://partners.example/",
      });
      expect(await world.submit({ email: "a@b.example", country: "AQ" })).toMatchObject({
        outcome: "message",
        text: "Not there yet.",
      });
    });

    test("the same id and body gives the same answer, whether one after the other or at once", async () => {
      world = await open();
      const id = submissionId();
      const atOnce = await Promise.all([1, 2, 3].map(() => world.submit(company("firm"), id)));
      const later = await world.submit(company("firm"), id);
      expect(new Set([...atOnce, later].map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect((await world.context.world.store.read.leads.list({ limit: 10 })).length).toBe(1);
    });

    test("the same id with another body is kept as a revision and makes no second lead", async () => {
      world = await open();
      const id = submissionId();
      const first = await world.submit(company("firm"), id);
      const second = await world.submit({ ...company("firm"), message: "and more" }, id);
      expect(second).toEqual(first);
      const { store } = world.context.world;
      expect(new TextDecoder().decode((await store.read.submissions.find(id, 1))?.body)).toContain("and more");
      expect((await store.read.leads.list({ limit: 10 })).length).toBe(1);
    });

    test("a body that cannot be read is kept and answered with a clear error", async () => {
      world = await open();
      const { store } = world.context.world;
      for (const [body, status, code] of [
        ["{", 400, "body_malformed"],
        [JSON.stringify({ ...submissionOf({}), form: 7 }), 400, "body_malformed"],
        ["x".repeat(70_000), 413, "body_too_large"],
      ] as const) {
        const before = await store.read.submissions.count();
        const response = await world.post("/v1/submissions", body);
        expect(response.status).toBe(status);
        expect(await response.json()).toMatchObject({ error: { code } });
        expect(await store.read.submissions.count()).toBe(before + 1);
      }
      const binary = await world.app.request("/v1/submissions", {
        method: "POST",
        body: new Uint8Array([0xff, 0xfe, 0x00, 0x80]),
      });
      expect(await binary.json()).toMatchObject({ error: { code: "body_not_text" } });
      expect(await store.read.submissions.count()).toBe(4);
      expect(await store.read.submissions.undecided(instant(mondayMorning + hour), 10)).toEqual([]);
    });

    test("a lead that came before the first setup is decided once there is one", async () => {
      world = await open({ setup: null });
      const id = submissionId();
      expect((await world.post("/v1/submissions", submissionOf(company("early"), id))).status).toBe(503);
      const later = await openTestWorld({ overrides: { store: world.context.world.store } });
      later.setNow(instant(mondayMorning + hour));
      await later.context.rounds.once();
      expect(await later.submit(company("early"), id)).toMatchObject({ outcome: "offered" });
      expect((await later.context.world.store.read.leads.list({ limit: 10 })).length).toBe(1);
    });
  });

  describe("receipt", () => {
    const receiptOf = async (leadId: string) => {
      const found = await readReceipt(world.context.world, `lead_${leadId.slice(5)}`);
      if (!found) throw new Error("no receipt");
      return found;
    };

    test("every decision has a receipt that tells each rep's reason and replays to the same answer", async () => {
      world = await open({ accounts: [ownedAccount] });
      const fields = [
        { email: "x@owned.example" },
        company("one"),
        company("two"),
        { email: "s@gmail.com" },
        { email: "a@b.example", country: "AQ" },
      ];
      for (const lead of fields) {
        const answer = await world.submit({ ...lead });
        const { receipt, story, replaysTheSame } = await receiptOf(answer.leadId);
        expect(replaysTheSame).toBe(true);
        expect(receipt.outcome.kind).toBe(answer.outcome);
        expect(story.paragraphs.length).toBeGreaterThan(2);
        for (const pool of receipt.pools)
          expect(pool.reps.map((rep) => rep.reason).filter((reason) => reason === "chosen").length).toBe(1);
      }
    });

    test("a receipt shows no e-mail address, neither in JSON nor in its story", async () => {
      world = await open();
      const answer = await world.submit({
        email: "very.private@firm.example",
        name: "Vera Private",
        message: "Call +49 30 1234567",
      });
      const told = JSON.stringify(await receiptOf(answer.leadId));
      for (const secret of ["very.private", "Private", "1234567"]) expect(told).not.toContain(secret);
    });

    test("a preview answers like the real thing and takes no turn", async () => {
      world = await open();
      const submission = {
        id: "preview-preview-1",
        receivedAt: mondayMorning,
        form: { fields: [{ name: "email", value: "x@firm.example" }] },
        page: { url: "https://a.example/" },
        visitor: { timeZone: "UTC", locale: "en" },
      };
      const { receipt } = await previewRoute(world.context.world, submission);
      expect(receipt.outcome).toMatchObject({ kind: "offered", rep: { name: "Anna" } });
      expect(await world.context.world.store.read.ledger.after("sales", 0)).toEqual([]);
      expect(await world.submit(company("firm"))).toMatchObject({ offer: { rep: { name: "Anna" } } });
    });
  });
});
