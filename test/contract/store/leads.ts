import { describe, expect, test } from "vitest";
import type { LeadRow } from "../../../db/store/leads.ts";
import type { Store } from "../../../db/store.ts";
import { aBooking, aDecision, after, aLead, leadId } from "./samples.ts";

/** Leads, their decisions and where they stand, on every engine. */
export function leadsContract(open: () => Promise<Store>): void {
  describe("leads and decisions", () => {
    test("a lead keeps what it has and invents nothing", async () => {
      const store = await open();
      const bare = aLead();
      const full = aLead({
        email: "a@b.org",
        emailDomain: "b.org",
        name: "Ada",
        company: "B",
        repId: "rep-a",
        createdAt: after(1),
      });
      await store.write(async ({ leads }) => {
        await leads.insert(bare);
        await leads.insert(full);
      });
      expect(await store.read.leads.find(bare.id)).toStrictEqual(bare);
      expect(await store.read.leads.find(full.id)).toStrictEqual(full);
      expect(await store.read.leads.find(leadId())).toBeNull();
    });

    test("text with a NUL and text beyond the basic plane are kept", async () => {
      const store = await open();
      const lead = aLead({ name: "A\0da 𝒳 ☃", company: "é".repeat(3_000) });
      await store.write((repos) => repos.leads.insert(lead));
      expect(await store.read.leads.find(lead.id)).toEqual({ ...lead, name: "A\uFFFDda 𝒳 ☃" });
    });

    test("leads of one millisecond are neither skipped nor shown twice at a page's edge", async () => {
      const store = await open();
      const leads = Array.from({ length: 7 }, () => aLead({ createdAt: after(0) }));
      await store.write(async (repos) => {
        for (const lead of leads) await repos.leads.insert(lead);
      });
      const seen: string[] = [];
      for (let before: LeadRow | undefined, more = true; more; ) {
        const page = await store.read.leads.list({ limit: 2, ...(before ? { before } : {}) });
        seen.push(...page.map(({ id }) => id));
        before = page.at(-1);
        more = page.length === 2;
      }
      expect(seen.toSorted()).toEqual(leads.map(({ id }) => id).toSorted());
    });

    test("a lead is listed with the status of its newest booking", async () => {
      const store = await open();
      const [plain, booked] = [aLead({ createdAt: after(0) }), aLead({ createdAt: after(1) })];
      const first = aBooking("ada", [0, 30], { leadId: booked.id, status: "cancelled", createdAt: after(2) });
      const second = aBooking("ada", [60, 90], { leadId: booked.id, status: "confirmed", createdAt: after(3) });
      await store.write(async (repos) => {
        for (const lead of [plain, booked]) await repos.leads.insert(lead);
        for (const booking of [second, first]) await repos.bookings.insert(booking);
      });
      expect(await store.read.leads.list({ limit: 2 })).toEqual([{ ...booked, booking: "confirmed" }, plain]);
    });

    test("leads are listed newest first, page by page", async () => {
      const store = await open();
      const leads = Array.from({ length: 5 }, (_, i) => aLead({ createdAt: after(i) }));
      await store.write(async (repos) => {
        for (const lead of leads) await repos.leads.insert(lead);
      });
      const first = await store.read.leads.list({ limit: 2 });
      expect(first).toEqual([leads[4], leads[3]]);
      expect(await store.read.leads.list({ limit: 9, before: first[1]! })).toEqual([leads[2], leads[1], leads[0]]);
    });

    test("a decision comes back exactly, with the answer that was given", async () => {
      const store = await open();
      const decision = aDecision();
      const row = { decision, answer: '{"outcome":"offered"}', offerExpiresAt: after(900_000) };
      const again = { decision: aDecision({ leadId: decision.leadId, decidedAt: after(1) }), answer: "{}" };
      await store.write((repos) => repos.decisions.insert(row));
      expect(await store.read.decisions.find(decision.id)).toStrictEqual(row);
      expect(await store.read.decisions.findByLead(decision.leadId)).toStrictEqual(row);
      await store.write((repos) => repos.decisions.insert(again));
      expect(await store.read.decisions.findByLead(decision.leadId)).toStrictEqual(again);
      expect(await store.read.decisions.findByLead(leadId())).toBeNull();
    });
  });

  describe("where leads stand", () => {
    test("a lead moves once from where it was, and whoever is due comes first", async () => {
      const store = await open();
      const [late, soon, ended] = [aLead({ dueAt: after(5), repId: "ada" }), aLead({ dueAt: after(1), repId: "ada" }), aLead()];
      await store.write(async (repos) => {
        for (const lead of [late, soon, ended]) await repos.leads.insert(lead);
      });
      const { leads } = store.read;
      expect(await leads.due(after(9), 9)).toEqual([soon, late]);
      expect(await leads.due(after(1), 9)).toEqual([soon]);
      expect([await leads.countDue(after(5)), await leads.openByRep()]).toEqual([1, [{ repId: "ada", count: 2 }]]);
      const place = { state: "assigned", stateAt: after(6), rung: 1, repId: "bo", pausedMinutes: 3 } as const;
      const move = () => store.write((repos) => repos.leads.move(soon.id, soon, place));
      expect([await move(), await move()]).toEqual([true, false]);
      const asItWas = { ...place, stateAt: after(5) };
      expect(await store.write((repos) => repos.leads.move(soon.id, asItWas, place))).toBe(false);
      const { dueAt: _, ...rest } = soon;
      expect(await leads.find(soon.id)).toStrictEqual({ ...rest, ...place });
    });

    test("earlier leads of a person and of a domain are found, newest first", async () => {
      const store = await open();
      const lead = (email: string, at: number) => aLead({ email, emailDomain: email.split("@")[1]!, createdAt: after(at) });
      const [ada, bo, other] = [lead("ada@one.example", 1), lead("bo@one.example", 2), lead("ada@two.example", 3)];
      await store.write(async (repos) => {
        for (const one of [ada, bo, other]) await repos.leads.insert(one);
      });
      const of = (who: { email?: string; since?: ReturnType<typeof after> }) =>
        store.read.leads.ofDomain({ domain: "one.example", since: after(0), limit: 9, ...who });
      expect(await of({})).toEqual([bo, ada]);
      expect(await of({ email: "ada@one.example" })).toEqual([ada]);
      expect(await of({ since: after(2) })).toEqual([bo]);
      expect(await store.read.leads.since(after(1))).toEqual([bo, other]);
    });

    test("a lead's life is told in the order in which it was written", async () => {
      const store = await open();
      const [one, two] = [leadId(), leadId()];
      const event = (of: typeof one, kind: "touched" | "won", at: number) => ({ leadId: of, kind, at: after(at), by: "api" });
      for (const each of [event(one, "touched", 5), event(one, "won", 5), event(two, "won", 1)])
        await store.write((repos) => repos.leadEvents.append(each));
      expect((await store.read.leadEvents.listByLead(one)).map(({ seq, kind }) => [seq, kind])).toEqual([
        [1, "touched"],
        [2, "won"],
      ]);
      expect((await store.read.leadEvents.since(after(2))).map((each) => each.leadId)).toEqual([one, one]);
    });

    test("a rep has one pause", async () => {
      const store = await open();
      const pause = (by: string) => ({ repId: "ada", pausedAt: after(0), by });
      await store.write((repos) => repos.pauses.put({ ...pause("x"), untilAt: after(9) }));
      await store.write((repos) => repos.pauses.put(pause("y")));
      expect(await store.read.pauses.all()).toStrictEqual([pause("y")]);
      const remove = () => store.write((repos) => repos.pauses.remove("ada"));
      expect([await remove(), await remove()]).toEqual([true, false]);
    });

    test("a lead that ended as spam is released once, and no other", async () => {
      const store = await open();
      const spam = { ...aLead({ outcome: "spam" }), state: "disqualified" as const };
      const to = { outcome: "offered", state: "offered" as const, stateAt: after(1), dueAt: after(9), repId: "anna" };
      await store.write(({ leads }) => leads.insert(spam));
      expect(await store.write(({ leads }) => leads.release(spam.id, to))).toBe(true);
      expect(await store.read.leads.find(spam.id)).toMatchObject(to);
      expect(await store.write(({ leads }) => leads.release(spam.id, to))).toBe(false);
    });
  });
}
