import { describe, expect, test } from "vitest";
import type { FormMemoryRow, LeadRow, Store } from "../../../db/store.ts";
import type { AuditEntry } from "../../../server/core/audit/audit-entry.ts";
import type { Instant } from "../../../server/core/time.ts";
import type { OpenDatabase } from "./engine.ts";
import {
  aBooking,
  aDecision,
  after,
  aJob,
  aLead,
  anEntry,
  aSetup,
  aSubmission,
  leadId,
  noon,
  setupVersionId,
  unique,
} from "./samples.ts";

/** What every repository promises, on every engine. */
export function reposContract(fresh: () => Promise<OpenDatabase>): void {
  const open = async (): Promise<Store> => (await fresh()).store;

  describe("submissions", () => {
    test("the first body is created, the same again a repeat, another one a revision", async () => {
      const store = await open();
      const id = unique();
      const capture = (text: string) => store.write((repos) => repos.submissions.capture(aSubmission(id, text)));
      expect(await capture("one")).toEqual({ kind: "created", revision: 0 });
      expect(await capture("one")).toEqual({ kind: "repeat", revision: 0 });
      expect(await capture("two")).toEqual({ kind: "revision", revision: 1 });
      expect(await capture("two")).toEqual({ kind: "repeat", revision: 1 });
      expect(await capture("one")).toEqual({ kind: "repeat", revision: 0 });
      expect(await capture("three")).toEqual({ kind: "revision", revision: 2 });
      expect(await store.read.submissions.count()).toBe(3);
      expect(await store.read.submissions.find(id, 1)).toEqual({ ...aSubmission(id, "two"), revision: 1, state: "captured" });
      expect(await store.read.submissions.find(id, 3)).toBeNull();
    });

    test("bytes come back as they came in, whatever they are", async () => {
      const store = await open();
      const body = Uint8Array.from({ length: 65_536 }, (_, i) => (i * 7919) % 256);
      await store.write((repos) => repos.submissions.capture({ ...aSubmission("binary"), body }));
      const kept = await store.read.submissions.find("binary", 0);
      expect(Buffer.from(kept!.body).equals(Buffer.from(body))).toBe(true);
    });

    test("the same body twenty times at once is created once, twenty bodies are twenty revisions", async () => {
      const store = await open();
      const capture = (text: string) => store.write((repos) => repos.submissions.capture(aSubmission("same", text)));
      const same = await Promise.all(Array.from({ length: 20 }, () => capture("one")));
      expect(same.filter((answer) => answer.kind === "created")).toHaveLength(1);
      expect(same.every((answer) => answer.revision === 0)).toBe(true);
      const others = await Promise.all(Array.from({ length: 20 }, (_, i) => capture(`body ${i}`)));
      expect(others.map((answer) => answer.revision).sort((a, b) => a - b)).toEqual(others.map((_, i) => i + 1));
    });

    test("what has no decision is found, oldest first, until it is decided or rejected", async () => {
      const store = await open();
      const lead = leadId();
      await store.write(async ({ submissions }) => {
        await submissions.capture({ ...aSubmission("newer"), receivedAt: after(2) });
        await submissions.capture({ ...aSubmission("older"), receivedAt: after(1) });
        await submissions.capture({ ...aSubmission("odd"), receivedAt: after(0) });
        await submissions.capture({ ...aSubmission("later"), receivedAt: after(9) });
        await submissions.markRejected("odd", 0, "body_malformed");
      });
      const waiting = async (limit: number) => (await store.read.submissions.undecided(after(5), limit)).map((row) => row.id);
      expect(await waiting(10)).toEqual(["older", "newer"]);
      expect(await waiting(1)).toEqual(["older"]);
      const decide = (id: typeof lead) => store.write((repos) => repos.submissions.markDecided("older", 0, id));
      expect([await decide(lead), await decide(leadId())]).toEqual([true, false]);
      expect(await waiting(10)).toEqual(["newer"]);
      expect(await store.read.submissions.find("older", 0)).toMatchObject({ state: "decided", leadId: lead });
      expect(await store.read.submissions.find("odd", 0)).toMatchObject({ state: "rejected", errorCode: "body_malformed" });
    });
  });

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
  });

  describe("the ledger", () => {
    test("gives a sequence number once for each pool", async () => {
      const store = await open();
      const append = (poolId: string, seq: number) => store.write((repos) => repos.ledger.append(anEntry(poolId, seq)));
      expect([await append("a", 1), await append("a", 1), await append("b", 1), await append("a", 2)]).toEqual([
        true,
        false,
        true,
        true,
      ]);
      expect((await store.read.ledger.after("a", 0)).map((entry) => entry.seq)).toEqual([1, 2]);
      expect((await store.read.ledger.after("a", 1)).map((entry) => entry.seq)).toEqual([2]);
      expect(await store.read.ledger.after("c", 0)).toEqual([]);
    });

    test("an entry comes back exactly, and the unit that lost a number can take the next", async () => {
      const store = await open();
      const entry = { ...anEntry("a", 1), kind: "cancelled", turns: -1 } as const;
      await store.write((repos) => repos.ledger.append(entry));
      const next = { ...anEntry("a", 2) };
      const took = await store.write(async ({ ledger }) => [await ledger.append({ ...next, seq: 1 }), await ledger.append(next)]);
      expect(took).toEqual([false, true]);
      expect(await store.read.ledger.after("a", 0)).toStrictEqual([entry, next]);
    });

    test("units that hold a ledger append one after the other, each knowing what came before", async () => {
      const store = await open();
      const append = () =>
        store.write(async ({ ledger }) => {
          await ledger.hold("a");
          return ledger.append(anEntry("a", (await ledger.after("a", 0)).length + 1));
        });
      const took = await Promise.all(Array.from({ length: 40 }, append));
      expect(took).toEqual(took.map(() => true));
      expect((await store.read.ledger.after("a", 39)).map((entry) => entry.seq)).toEqual([40]);
    });
  });

  describe("bookings", () => {
    test("what was booked, moved or cancelled since a moment is told, whatever became of it", async () => {
      const store = await open();
      const old = aBooking("rep-a", [0, 30], { updatedAt: after(-10) });
      const moved = aBooking("rep-b", [0, 30], { updatedAt: after(-10) });
      const fresh = aBooking("rep-c", [0, 30], { updatedAt: after(5) });
      const cancelled = { ...moved, status: "cancelled", updatedAt: after(7) } as const;
      await store.write(async ({ bookings }) => {
        for (const booking of [old, moved, fresh]) await bookings.insert(booking);
        await bookings.update(cancelled);
      });
      const since = async (ms: number) => new Set((await store.read.bookings.changedSince(after(ms))).map(({ id }) => id));
      expect(await since(0)).toEqual(new Set([fresh.id, moved.id]));
      expect(await since(-11)).toEqual(new Set([old.id, fresh.id, moved.id]));
      expect(await since(7)).toEqual(new Set());
    });

    test("a booking comes back exactly, with all it can have and with the least", async () => {
      const store = await open();
      const least = aBooking("rep-a", [0, 30]);
      const most = aBooking("rep-b", [0, 30], {
        poolId: "sales",
        expiresAt: after(5),
        status: "held",
        calendarRef: { url: "/x.ics", etag: '"1"' },
        answers: [{ id: "team", label: "How many are you?", value: "12 “people”" }],
        guests: ["bo@example.org"],
        moves: 2,
        confirmedBy: "mail",
      });
      await store.write(async ({ bookings }) => {
        expect(await bookings.insert(least)).toBe(true);
        expect(await bookings.insert(most)).toBe(true);
      });
      expect(await store.read.bookings.find(least.id)).toStrictEqual(least);
      expect(await store.read.bookings.find(most.id)).toStrictEqual(most);
      expect(await store.read.bookings.listByManageTokenHash(most.manageTokenHash)).toStrictEqual([most]);
      expect(await store.read.bookings.listByManageTokenHash("nobody")).toEqual([]);
      expect(await store.read.bookings.listByLead(least.leadId)).toStrictEqual([least]);
    });

    test("every way to overlap is refused to the millisecond, and touching is not overlapping", async () => {
      const store = await open();
      const insert = (from: number, to: number) =>
        store.write((repos) => {
          const times = { startAt: after(from), endAt: after(to), blockStartAt: after(from), blockEndAt: after(to) };
          return repos.bookings.insert(aBooking("rep-a", [0, 1], times));
        });
      expect(await insert(1_000, 2_000)).toBe(true);
      for (const [from, to] of [
        [1_000, 2_000],
        [999, 1_001],
        [1_999, 2_001],
        [1_200, 1_300],
        [0, 5_000],
        [1_000, 1_001],
        [1_999, 2_000],
      ] as const) {
        expect(await insert(from, to), `${from}-${to}`).toBe(false);
      }
      expect(await insert(0, 1_000)).toBe(true);
      expect(await insert(2_000, 3_000)).toBe(true);
      expect(await insert(2_500, 2_600)).toBe(false);
      expect(await insert(500, 2_500)).toBe(false);
    });

    test("only blocks of the same rep that still occupy their time are in the way, whatever the meeting type", async () => {
      const store = await open();
      const insert = (repId: string, given: Parameters<typeof aBooking>[2] = {}) =>
        store.write((repos) => repos.bookings.insert(aBooking(repId, [0, 30], given)));
      for (const status of ["cancelled", "reassigned", "expired"] as const) expect(await insert("rep-a", { status })).toBe(true);
      expect(await insert("rep-a", { status: "confirmed" })).toBe(true);
      for (const status of ["cancelled", "reassigned", "expired"] as const) expect(await insert("rep-a", { status })).toBe(true);
      for (const status of ["held", "booked", "confirmed", "completed", "no_show"] as const) {
        expect(await insert("rep-a", { status, meetingTypeId: "demo", expiresAt: after(60_000) })).toBe(false);
      }
      expect(await insert("rep-b")).toBe(true);
    });

    test("a meeting that is over keeps its time, whether the visitor came or not", async () => {
      const store = await open();
      for (const [i, status] of (["completed", "no_show"] as const).entries()) {
        const over = aBooking(`rep-${i}`, [0, 30]);
        await store.write((repos) => repos.bookings.insert(over));
        expect(await store.write((repos) => repos.bookings.update({ ...over, status }))).toBe(true);
        expect(await store.write((repos) => repos.bookings.insert(aBooking(`rep-${i}`, [29, 40])))).toBe(false);
        expect(await store.read.bookings.listActive(noon, `rep-${i}`)).toMatchObject([{ id: over.id }]);
      }
    });

    test("meetings that have ended are told until they are completed, the oldest first", async () => {
      const store = await open();
      const [first, second] = [aBooking("rep-a", [0, 30]), aBooking("rep-a", [30, 60], { status: "confirmed" })];
      const others = (["held", "cancelled", "completed", "no_show"] as const).map((status, i) =>
        aBooking(`rep-${i}`, [0, 30], { status, ...(status === "held" ? { expiresAt: after(9) } : {}) }),
      );
      await store.write(async ({ bookings }) => {
        for (const booking of [second, first, ...others]) await bookings.insert(booking);
      });
      const ids = async (at: number, limit = 9) => (await store.read.bookings.listEnded(after(at), limit)).map(({ id }) => id);
      expect(await ids(0)).toEqual([]);
      expect(await ids(60 * 60_000)).toEqual([first.id, second.id]);
      expect(await ids(60 * 60_000, 1)).toEqual([first.id]);
    });

    test("a booking's history is numbered without a gap and comes back in order", async () => {
      const store = await open();
      const booking = aBooking("rep-a", [0, 30]);
      const line = { bookingId: booking.id, leadId: booking.leadId, at: noon, by: "visitor" } as const;
      await store.write(async ({ bookings, bookingEvents }) => {
        await bookings.insert(booking);
        await bookingEvents.append({ ...line, action: "book", to: "booked" });
        await bookingEvents.append({ ...line, action: "confirm", from: "booked", to: "confirmed", by: "server" });
      });
      await store.write(({ bookingEvents }) =>
        bookingEvents.append({ ...line, action: "cancel", from: "confirmed", to: "cancelled", why: "no “time”" }),
      );
      expect(await store.read.bookingEvents.listByLead(booking.leadId)).toStrictEqual([
        { ...line, seq: 1, action: "book", to: "booked" },
        { ...line, seq: 2, action: "confirm", from: "booked", to: "confirmed", by: "server" },
        { ...line, seq: 3, action: "cancel", from: "confirmed", to: "cancelled", why: "no “time”" },
      ]);
      expect(await store.read.bookingEvents.listByLead("lead_nobody")).toEqual([]);
    });

    test("a refused booking leaves its unit able to go on with another rep", async () => {
      const store = await open();
      await store.write((repos) => repos.bookings.insert(aBooking("rep-a", [0, 30])));
      const second = aBooking("rep-b", [0, 30]);
      const answers = await store.write(async ({ bookings, jobs }) => {
        const answer = [await bookings.insert(aBooking("rep-a", [15, 45])), await bookings.insert(second)];
        await jobs.enqueue(aJob());
        return answer;
      });
      expect(answers).toEqual([false, true]);
      expect(await store.read.bookings.listActive(noon, "rep-b")).toEqual([second]);
      expect((await store.read.jobs.counts()).ready).toBe(1);
    });

    test("an update moves a booking, or is refused and leaves all as it was", async () => {
      const store = await open();
      const mine = aBooking("rep-a", [0, 30]);
      const other = aBooking("rep-a", [60, 90]);
      await store.write(async ({ bookings }) => [await bookings.insert(mine), await bookings.insert(other)]);
      const moved = { ...mine, ...times(aBooking("rep-a", [70, 100])), sequence: 1 };
      const answers = await store.write(async ({ bookings, jobs }) => {
        const answer = await bookings.update(moved);
        return [answer, await jobs.enqueue(aJob())];
      });
      expect(answers).toEqual([false, true]);
      expect(await store.read.bookings.find(mine.id)).toStrictEqual(mine);
      const shifted = { ...mine, ...times(aBooking("rep-a", [10, 40])), sequence: 1, calendarRef: { url: "/a" } };
      expect(await store.write((repos) => repos.bookings.update(shifted))).toBe(true);
      expect(await store.read.bookings.find(mine.id)).toStrictEqual(shifted);
      const elsewhere = { ...shifted, repId: "rep-b" };
      expect(await store.write((repos) => repos.bookings.update(elsewhere))).toBe(true);
      expect(await store.write((repos) => repos.bookings.insert(aBooking("rep-a", [10, 40])))).toBe(true);
      await expect(store.write((repos) => repos.bookings.update(aBooking("rep-a", [0, 1])))).rejects.toMatchObject({
        code: "not_found",
      });
    });

    test("a cancelled booking frees its time, and cannot take it back once it is given", async () => {
      const store = await open();
      const mine = aBooking("rep-a", [0, 30]);
      await store.write((repos) => repos.bookings.insert(mine));
      expect(await store.write((repos) => repos.bookings.update({ ...mine, status: "cancelled" }))).toBe(true);
      expect(await store.write((repos) => repos.bookings.insert(aBooking("rep-a", [0, 30])))).toBe(true);
      expect(await store.write((repos) => repos.bookings.update({ ...mine, status: "booked" }))).toBe(false);
      expect(await store.read.bookings.find(mine.id)).toMatchObject({ status: "cancelled" });
    });

    test("a hold that has run out is in nobody's way, one that has not is", async () => {
      const store = await open();
      const hold = aBooking("rep-a", [0, 30], { status: "held", expiresAt: after(10_000) });
      await store.write((repos) => repos.bookings.insert(hold));
      const insertAt = (ms: number) => {
        const at = { createdAt: after(ms), updatedAt: after(ms) };
        return store.write((repos) => repos.bookings.insert(aBooking("rep-a", [0, 30], at)));
      };
      expect(await insertAt(9_999)).toBe(false);
      expect(await insertAt(10_000)).toBe(true);
      expect(await store.read.bookings.find(hold.id)).toMatchObject({ status: "expired", updatedAt: after(10_000) });
      expect(await store.read.bookingEvents.listByLead(hold.leadId)).toMatchObject([
        { bookingId: hold.id, action: "expire", from: "held", to: "expired", by: "server" },
      ]);
    });

    test("a booking moves onto a hold that has run out", async () => {
      const store = await open();
      const hold = aBooking("rep-a", [0, 30], { status: "held", expiresAt: after(10_000) });
      const mine = aBooking("rep-a", [60, 90]);
      await store.write(async ({ bookings }) => [await bookings.insert(hold), await bookings.insert(mine)]);
      const moveAt = (ms: number) =>
        store.write((repos) => repos.bookings.update({ ...mine, ...times(hold), updatedAt: after(ms) }));
      expect(await moveAt(1)).toBe(false);
      expect(await moveAt(20_000)).toBe(true);
    });

    test("holds expire when they are told to, and the active ones are listed in order of time", async () => {
      const store = await open();
      const held = (minute: number, expires: number) =>
        aBooking("rep-a", [minute, minute + 30], { status: "held", expiresAt: after(expires) });
      const [early, late] = [held(0, 1_000), held(30, 100_000)];
      const [over, next, other] = [aBooking("rep-a", [-60, 0]), aBooking("rep-a", [90, 120]), aBooking("rep-b", [60, 90])];
      await store.write(async ({ bookings }) => {
        for (const booking of [next, late, early, over, other]) await bookings.insert(booking);
      });
      const ids = async (ms: number, repId?: string) => (await store.read.bookings.listActive(after(ms), repId)).map((b) => b.id);
      expect(await ids(0)).toEqual([early.id, late.id, other.id, next.id]);
      expect(await ids(1_000, "rep-a")).toEqual([late.id, next.id]);
      const anyEnded = (ms: number) => store.read.bookings.anyHoldEnded(after(ms));
      expect([await anyEnded(999), await anyEnded(1_000)]).toEqual([false, true]);
      const expire = () => store.write((repos) => repos.bookings.expireHolds(after(1_000)));
      expect(await expire()).toMatchObject([{ id: early.id, status: "expired" }]);
      expect(await expire()).toEqual([]);
      expect(await anyEnded(1_000)).toBe(false);
      expect(await store.read.bookings.find(early.id)).toMatchObject({ status: "expired" });
      expect(await store.read.bookingEvents.listByLead(early.leadId)).toMatchObject([{ action: "expire", to: "expired" }]);
    });

    test("a block that ends before it starts is never kept", async () => {
      const store = await open();
      await expect(store.write((repos) => repos.bookings.insert(aBooking("rep-a", [30, 30])))).rejects.toThrow(
        /block_not_empty|range/,
      );
      await expect(store.write((repos) => repos.bookings.insert(aBooking("rep-a", [30, 0])))).rejects.toThrow(
        /block_not_empty|range/,
      );
      expect(await store.read.bookings.listActive(noon)).toEqual([]);
    });
  });

  describe("busy times", () => {
    test("are replaced as a whole, with their failure", async () => {
      const store = await open();
      const row = {
        repId: "rep-a",
        spans: Int32Array.of(1, 2, 29_000_000, 29_000_030),
        startAt: noon,
        endAt: after(5),
        checkedAt: noon,
      };
      const failed = { ...row, spans: new Int32Array(0), failure: "auth_lost", failedSince: after(1) };
      await store.write((repos) => repos.busy.put(row));
      expect(await store.read.busy.find("rep-a")).toStrictEqual(row);
      await store.write((repos) => repos.busy.put(failed));
      expect(await store.read.busy.all()).toStrictEqual([failed]);
      await store.write((repos) => repos.busy.put(row));
      expect(await store.read.busy.find("rep-a")).toStrictEqual(row);
      expect(await store.read.busy.find("rep-b")).toBeNull();
    });

    test("an earlier reading never replaces a later one, and who was read since is told", async () => {
      const store = await open();
      const row = (checkedAt: Instant, minute: number) => ({
        repId: "rep-a",
        spans: Int32Array.of(minute, minute + 30),
        startAt: noon,
        endAt: after(5),
        checkedAt,
      });
      await store.write((repos) => repos.busy.put(row(after(2), 60)));
      await store.write((repos) => repos.busy.put(row(after(1), 0)));
      expect(await store.read.busy.find("rep-a")).toStrictEqual(row(after(2), 60));
      expect(await store.read.busy.checkedSince(after(1))).toEqual([{ repId: "rep-a", checkedAt: after(2) }]);
      expect(await store.read.busy.checkedSince(after(2))).toEqual([]);
    });

    test("how far a calendar was followed comes back as it went in", async () => {
      const store = await open();
      const watches = [{ id: "w-1", resource: "/users/ada", expiresAt: after(60) }];
      const row = {
        repId: "rep-a",
        source: "s",
        cursor: "c\n1",
        told: ["a", "b"],
        watches,
        watchAgainAt: noon,
        wholeAt: after(1),
      };
      await store.write((repos) => repos.calendarSyncs.put(row));
      expect(await store.read.calendarSyncs.find("rep-a")).toStrictEqual(row);
      const { cursor: _, ...without } = { ...row, told: [], watches: [] };
      await store.write((repos) => repos.calendarSyncs.put(without));
      expect(await store.read.calendarSyncs.find("rep-a")).toStrictEqual(without);
      await store.write((repos) => repos.calendarSyncs.remove("rep-a"));
      expect(await store.read.calendarSyncs.find("rep-a")).toBeNull();
    });
  });

  describe("jobs", () => {
    test("an unfinished job keeps its key, a finished one gives it back", async () => {
      const store = await open();
      const enqueue = () => store.write((repos) => repos.jobs.enqueue(aJob({ uniqueKey: "k" })));
      expect([await enqueue(), await enqueue()]).toEqual([true, false]);
      const [job] = await store.write((repos) => repos.jobs.claim("me", noon, after(60_000), 1));
      expect(await enqueue()).toBe(false);
      expect(await store.write((repos) => repos.jobs.complete(job!.id, "me"))).toBe(true);
      expect(await enqueue()).toBe(true);
    });

    test("due jobs are leased once, oldest first, and come back exactly", async () => {
      const store = await open();
      const [second, first, later] = [aJob({ runAt: after(-1) }), aJob({ runAt: after(-2) }), aJob({ runAt: after(1) })];
      await store.write(async ({ jobs }) => {
        for (const job of [second, first, later]) await jobs.enqueue(job);
      });
      expect(await store.read.jobs.nextDueAt()).toBe(first.runAt);
      const claim = (limit: number) => store.write((repos) => repos.jobs.claim("me", noon, after(60_000), limit));
      const lease = { state: "leased", attempts: 1, leaseOwner: "me", leaseUntil: after(60_000) };
      expect(await claim(1)).toStrictEqual([{ ...first, ...lease }]);
      expect(await claim(5)).toStrictEqual([{ ...second, ...lease }]);
      expect(await claim(5)).toEqual([]);
      expect(await store.read.jobs.nextDueAt()).toBe(later.runAt);
      expect(await store.read.jobs.counts()).toEqual({ ready: 1, leased: 2, done: 0, dead: 0 });
    });

    test("what was done long ago is forgotten, what is not done never", async () => {
      const store = await open();
      const [done, dead, ready] = [aJob(), aJob(), aJob({ runAt: after(1) })];
      await store.write(async ({ jobs }) => {
        for (const job of [done, dead, ready]) await jobs.enqueue(job);
        await jobs.claim("me", noon, after(100), 5);
        await jobs.complete(done.id, "me");
        await jobs.bury(dead.id, "me", "no");
      });
      const prune = (ms: number) => store.write((repos) => repos.jobs.prune(after(ms)));
      expect([await prune(100), await prune(101), await prune(1e12)]).toEqual([0, 1, 0]);
      expect(await store.read.jobs.counts()).toEqual({ ready: 1, leased: 0, done: 0, dead: 1 });
    });

    test("a lease that ran out is taken by another, and the first owner has no say any more", async () => {
      const store = await open();
      const job = aJob();
      await store.write((repos) => repos.jobs.enqueue(job));
      const claim = (owner: string, now: number) =>
        store.write((repos) => repos.jobs.claim(owner, after(now), after(now + 100), 1));
      await claim("me", 0);
      expect(await store.read.jobs.nextDueAt()).toBe(after(100));
      expect(await claim("you", 99)).toEqual([]);
      expect(await claim("you", 100)).toMatchObject([{ id: job.id, attempts: 2, leaseOwner: "you" }]);
      const said = await store.write(async ({ jobs }) => [
        await jobs.complete(job.id, "me"),
        await jobs.retry(job.id, "me", noon, "late"),
        await jobs.bury(job.id, "me", "late"),
        await jobs.release(job.id, "me"),
      ]);
      expect(said).toEqual([false, false, false, false]);
      expect(await store.write((repos) => repos.jobs.complete(job.id, "you"))).toBe(true);
      expect(await store.write((repos) => repos.jobs.complete(job.id, "you"))).toBe(false);
      expect(await store.read.jobs.nextDueAt()).toBeNull();
    });

    test("a retry waits for its time, a release is ready at once and is no attempt, the buried are seen", async () => {
      const store = await open();
      const job = aJob();
      await store.write((repos) => repos.jobs.enqueue(job));
      const claim = (ms: number) => store.write((repos) => repos.jobs.claim("me", after(ms), after(ms + 100), 1));
      await claim(0);
      expect(await store.write((repos) => repos.jobs.retry(job.id, "me", after(500), "451 later"))).toBe(true);
      expect(await claim(499)).toEqual([]);
      expect(await claim(500)).toMatchObject([{ attempts: 2, runAt: after(500), lastError: "451 later" }]);
      expect(await store.write((repos) => repos.jobs.release(job.id, "me"))).toBe(true);
      expect(await claim(501)).toMatchObject([{ attempts: 2 }]);
      expect(await store.write((repos) => repos.jobs.bury(job.id, "me", "550 never"))).toBe(true);
      expect(await claim(9_999)).toEqual([]);
      expect(await store.read.jobs.listDead(5)).toStrictEqual([
        { ...job, runAt: after(500), state: "dead", attempts: 2, lastError: "550 never" },
      ]);
      expect(await store.write((repos) => repos.jobs.enqueue(aJob({ uniqueKey: job.uniqueKey })))).toBe(false);
      expect(await store.read.jobs.counts()).toEqual({ ready: 0, leased: 0, done: 0, dead: 1 });
    });

    test("ten workers at once lease every job exactly once", async () => {
      const store = await open();
      await store.write(async ({ jobs }) => {
        for (let i = 0; i < 60; i++) await jobs.enqueue(aJob());
      });
      const leased = await Promise.all(
        Array.from({ length: 10 }, async (_, worker) => {
          const mine: string[] = [];
          for (;;) {
            const batch = await store.write((repos) => repos.jobs.claim(`worker-${worker}`, noon, after(1), 4));
            if (batch.length === 0) return mine;
            mine.push(...batch.map((job) => job.id));
          }
        }),
      );
      expect(new Set(leased.flat()).size).toBe(60);
      expect(leased.flat()).toHaveLength(60);
    });
  });

  describe("messages, accounts, contacts", () => {
    test("a message is kept once", async () => {
      const store = await open();
      const message = { id: "msg_1", to: "a@b.org", subject: "s", text: "t", html: "<p>", createdAt: noon };
      const invite = { ...message, id: "msg_2", ics: "BEGIN:VCALENDAR", createdAt: after(1) };
      await store.write(async ({ messages }) => {
        await messages.insert(message);
        await messages.insert({ ...message, subject: "again" });
        await messages.insert(invite);
      });
      expect(await store.read.messages.list(5)).toStrictEqual([invite, message]);
      expect(await store.read.messages.list(1)).toStrictEqual([invite]);
      expect(await store.read.messages.find("msg_1")).toStrictEqual(message);
      expect(await store.read.messages.find("msg_3")).toBeNull();
    });

    test("an account is replaced by its id, domains included", async () => {
      const store = await open();
      const full = {
        id: "a",
        name: "A",
        domains: ["a.org", "a.net"],
        ownerRepId: "rep-a",
        country: "DE",
        companySize: 51,
        industry: "x",
        parentId: "p",
        facts: { tier: "1" },
      };
      const bare = { id: "a", name: "B", domains: [], facts: {} };
      await store.write((repos) => repos.accounts.put([full]));
      expect(await store.read.accounts.all()).toStrictEqual([full]);
      await store.write((repos) => repos.accounts.put([bare]));
      expect(await store.read.accounts.all()).toStrictEqual([bare]);
      expect(await store.read.accounts.count()).toBe(1);
    });

    test("a contact is replaced by its address", async () => {
      const store = await open();
      await store.write((repos) => repos.contacts.put([{ email: "a@b.org", name: "Ada", accountId: "a", ownerRepId: "rep-a" }]));
      await store.write((repos) => repos.contacts.put([{ email: "a@b.org", accountId: "b" }]));
      expect(await store.read.contacts.all()).toStrictEqual([{ email: "a@b.org", accountId: "b" }]);
    });
  });

  test("what was learned of the forms is one row, written over", async () => {
    const store = await open();
    const row = (count: number): FormMemoryRow => ({
      memory: { upTo: { id: "lead_x", createdAt: noon }, fields: { plan: { count, trials: 9, since: 1, values: {} } } },
      drift: [{ code: "field_gone", field: "plan", value: null, message: "gone" }],
      updatedAt: after(count),
    });
    await store.write((repos) => repos.formMemory.write(row(1)));
    await store.write((repos) => repos.formMemory.write(row(2)));
    expect(await store.read.formMemory.read()).toEqual(row(2));
  });

  describe("audit", () => {
    test("keeps entries in their order, and knows the last one", async () => {
      const store = await open();
      const begin = (await store.read.audit.last())?.seq ?? 0;
      const entry = (seq: number, details: AuditEntry["details"]): AuditEntry => {
        return { seq, at: noon, author: "ada", action: "setup_drafted", details, previousHash: "", hash: unique() };
      };
      const [one, two] = [entry(begin + 1, { note: "a", count: 2, none: null }), entry(begin + 2, {})];
      await store.write((repos) => repos.audit.insert(one));
      await store.write((repos) => repos.audit.insert(two));
      expect(await store.read.audit.last()).toEqual(two);
      expect(await store.read.audit.newest(2)).toEqual([two, one]);
      expect(await store.read.audit.after(begin, 1)).toEqual([one]);
      await expect(store.write((repos) => repos.audit.insert(two))).rejects.toBeInstanceOf(Error);
    });
  });

  describe("setups", () => {
    test("the version that was activated last is live, and an older one can be made live again", async () => {
      const store = await open();
      const version = (hash: string, ms: number) => ({
        id: setupVersionId(),
        hash,
        setup: aSetup,
        author: "ops",
        note: hash,
        createdAt: after(ms),
      });
      const [one, two] = [version("1", 1), version("2", 2)];
      await store.write(async ({ setups }) => {
        await setups.insert(one);
        await setups.insert(two);
      });
      expect(await store.read.setups.active()).toBeNull();
      await store.write((repos) => repos.setups.activate(one.id, noon));
      await store.write((repos) => repos.setups.activate(two.id, noon));
      expect(await store.read.setups.active()).toStrictEqual(two);
      await store.write((repos) => repos.setups.activate(one.id, noon));
      expect(await store.read.setups.active()).toStrictEqual(one);
      expect(await store.read.setups.activeId()).toBe(one.id);
      expect(await store.read.setups.find(two.id)).toStrictEqual(two);
      const { setup: _, ...head } = two;
      expect(await store.read.setups.list(1)).toStrictEqual([{ ...head, activatedAt: noon }]);
      expect(await store.read.setups.previous()).toStrictEqual(two);
      await expect(store.write((repos) => repos.setups.activate(setupVersionId(), noon))).rejects.toMatchObject({
        code: "not_found",
      });
    });
  });

  test("a ping writes", async () => {
    const store = await open();
    await store.ping();
    await expect(store.ping()).resolves.toBeUndefined();
  });
}

function times(booking: ReturnType<typeof aBooking>) {
  const { startAt, endAt, blockStartAt, blockEndAt } = booking;
  return { startAt, endAt, blockStartAt, blockEndAt };
}
