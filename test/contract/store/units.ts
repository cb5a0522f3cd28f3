import { describe, expect, test } from "vitest";
import type { Repos, Store } from "../../../db/store.ts";
import type { Booking } from "../../../server/core/book/booking.ts";
import { AppError } from "../../../server/core/errors.ts";
import type { OpenDatabase } from "./engine.ts";
import { aBooking, aJob, aLead, anEntry, aSubmission, leadId, noon, unique } from "./samples.ts";

const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "resolved",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

/** What a unit of work and a ping promise, on every engine. */
export function unitsContract(open: () => Promise<Store>): void {
  describe("a unit of work", () => {
    test("is kept whole, and its value handed out", async () => {
      const store = await open();
      const lead = aLead();
      const value = await store.write(async (repos) => {
        await repos.leads.insert(lead);
        await repos.jobs.enqueue(aJob());
        return "done";
      });
      expect(value).toBe("done");
      expect(await store.read.leads.find(lead.id)).toEqual(lead);
      expect((await store.read.jobs.counts()).ready).toBe(1);
    });

    test("that throws leaves nothing behind, and what it threw comes out", async () => {
      const store = await open();
      const lead = aLead();
      const reason = new Error("no");
      const unit = store.write(async (repos) => {
        await repos.leads.insert(lead);
        await repos.jobs.enqueue(aJob());
        throw reason;
      });
      await expect(unit).rejects.toBe(reason);
      expect(await store.read.leads.find(lead.id)).toBeNull();
      expect((await store.read.jobs.counts()).ready).toBe(0);
    });

    test("that throws before its first await is refused the same way", async () => {
      const store = await open();
      const unit = store.write((): Promise<void> => {
        throw new TypeError("at once");
      });
      await expect(unit).rejects.toThrow(TypeError);
      await store.ping();
    });

    test("reads what it wrote", async () => {
      const store = await open();
      const lead = aLead();
      const seen = await store.write(async (repos) => {
        await repos.leads.insert(lead);
        return repos.leads.find(lead.id);
      });
      expect(seen).toEqual(lead);
    });

    test("that swallows a failure of the database is not committed in part", async () => {
      const store = await open();
      const lead = aLead();
      const other = aLead();
      const unit = store.write(async (repos) => {
        await repos.leads.insert(lead);
        await repos.leads.insert(lead).catch(() => undefined);
        await repos.leads.insert(other).catch(() => undefined);
      });
      await expect(unit).rejects.toThrow(/unique/i);
      expect(await store.read.leads.find(lead.id)).toBeNull();
      expect(await store.read.leads.find(other.id)).toBeNull();
    });

    test("keeps personal data out of what it throws", async () => {
      const store = await open();
      const lead = aLead({ email: "canary@example.org" });
      await store.write((repos) => repos.leads.insert(lead));
      const failure: unknown = await store.write((repos) => repos.leads.insert(lead)).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Error);
      expect(failure instanceof Error && failure.message).not.toContain("canary");
    });
  });

  describe("the guards", () => {
    test("refuse a write inside a write, and the outer one goes on", async () => {
      const store = await open();
      const lead = aLead();
      const inner = await store.write(async (repos) => {
        const code = await codeOf(store.write(() => repos.jobs.enqueue(aJob())));
        await repos.leads.insert(lead);
        return code;
      });
      expect(inner).toBe("write_nested");
      expect(await store.read.leads.find(lead.id)).toEqual(lead);
      expect((await store.read.jobs.counts()).ready).toBe(0);
    });

    test("let a write follow a write in the same flow", async () => {
      const store = await open();
      await store.write((repos) => repos.jobs.enqueue(aJob()));
      await store.write((repos) => repos.jobs.enqueue(aJob()));
      expect((await store.read.jobs.counts()).ready).toBe(2);
    });

    test("refuse the repositories of a unit that has ended, committed or not", async () => {
      const store = await open();
      const leaked: Repos[] = [];
      await store.write(async (repos) => void leaked.push(repos));
      await store
        .write(async (repos) => {
          leaked.push(repos);
          throw new Error("no");
        })
        .catch(() => undefined);
      const [committed, refused] = leaked;
      expect(await codeOf(committed!.leads.insert(aLead()))).toBe("unit_ended");
      expect(await codeOf(refused!.jobs.counts())).toBe("unit_ended");
      expect(await store.read.leads.list({ limit: 10 })).toEqual([]);
    });

    test("roll back a unit that forgot to await a call", async () => {
      const store = await open();
      const id = unique();
      const unit = store.write(async (repos) => {
        await repos.leads.insert(aLead());
        void repos.submissions.capture(aSubmission(id));
        void repos.submissions.capture(aSubmission(id, "another body"));
      });
      expect(await codeOf(unit)).toBe("unit_ended");
      expect(await store.read.submissions.count()).toBe(0);
      expect(await store.read.leads.list({ limit: 10 })).toEqual([]);
    });

    test("refuse a write after the store was closed", async () => {
      const store = await open();
      await store.close();
      expect(await codeOf(store.write(async () => undefined))).toBe("store_unavailable");
      expect(await codeOf(store.ping())).toBe("store_unavailable");
    });
  });

  describe("many units at once", () => {
    test("are each whole or absent, and a failing one leaves its neighbours whole", async () => {
      const store = await open();
      const leads = Array.from({ length: 100 }, () => aLead());
      const outcomes = await Promise.allSettled(
        leads.map((lead, i) =>
          store.write(async (repos) => {
            await repos.leads.insert(lead);
            await repos.jobs.enqueue(aJob({ uniqueKey: lead.id }));
            if (i % 3 === 0) throw new Error(`unit ${i}`);
          }),
        ),
      );
      const kept = new Set((await store.read.leads.list({ limit: 1_000 })).map((lead) => lead.id));
      const jobs = await store.read.jobs.counts();
      for (const [i, lead] of leads.entries()) {
        expect(outcomes[i]?.status).toBe(i % 3 === 0 ? "rejected" : "fulfilled");
        expect(kept.has(lead.id)).toBe(i % 3 !== 0);
      }
      expect(jobs.ready).toBe(kept.size);
    });

    test("are answered in full when the store closes behind them", async () => {
      const store = await open();
      const leads = Array.from({ length: 50 }, () => aLead());
      const written = leads.map((lead) => store.write((repos) => repos.leads.insert(lead)));
      await store.close();
      expect(await Promise.all(written)).toHaveLength(50);
    });

    test("that race for the next turn of a pool take turns without a gap or a double", async () => {
      const store = await open();
      const takeTurn = (): Promise<boolean> =>
        store.write(async (repos) => {
          const taken = await repos.ledger.after("sales", 0);
          return repos.ledger.append({ ...anEntry("sales", taken.length + 1), leadId: leadId() });
        });
      const turns = await Promise.all(
        Array.from({ length: 30 }, async () => {
          let tries = 1;
          while (!(await takeTurn())) tries++;
          return tries;
        }),
      );
      expect(turns).toHaveLength(30);
      expect((await store.read.ledger.after("sales", 0)).map((entry) => entry.seq)).toEqual(turns.map((_, i) => i + 1));
    });

    test("that change one booking each see the change before", async () => {
      const store = await open();
      const booking = aBooking("rep-a", [0, 30]);
      await store.write((repos) => repos.bookings.insert(booking));
      const change = (find: (repos: Repos) => Promise<Booking | null>) =>
        store.write(async (repos) => {
          const now = await find(repos);
          return now !== null && repos.bookings.update({ ...now, sequence: now.sequence + 1 });
        });
      const byToken = async (repos: Repos) => (await repos.bookings.listByManageTokenHash(booking.manageTokenHash))[0] ?? null;
      const byId = (repos: Repos) => repos.bookings.find(booking.id);
      await Promise.all(Array.from({ length: 20 }, (_, i) => change(i % 2 === 0 ? byToken : byId)));
      expect(await store.read.bookings.find(booking.id)).toMatchObject({ sequence: 20 });
    });

    test("with one lead do not both find it without a booking", async () => {
      const store = await open();
      const decided = aBooking("rep-a", [0, 30]);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          store.write(async (repos) => {
            if ((await repos.bookings.listByLead(decided.leadId)).length > 0) return false;
            return repos.bookings.insert(aBooking(`rep-${i}`, [0, 30], { leadId: decided.leadId }));
          }),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await store.read.bookings.listActive(noon)).toHaveLength(1);
    });
  });

  test("a ping writes", async () => {
    const store = await open();
    await store.ping();
    await expect(store.ping()).resolves.toBeUndefined();
  });
}

/** What holds beside that where a database has more than one connection. */
export function sharedUnitsContract(fresh: () => Promise<OpenDatabase>): void {
  describe("readers", () => {
    test("see nothing of a unit before its commit, in this store and in another, and all of it after", async () => {
      const { store, another } = await fresh();
      const second = await another!();
      const lead = aLead();
      const look = () => Promise.all([store.read.leads.find(lead.id), second.read.leads.find(lead.id)]);
      const during: unknown[] = [];
      await store.write(async (repos) => {
        await repos.leads.insert(lead);
        during.push(await store.read.leads.find(lead.id));
        // On SQLite the other store's reader answers at once as well, being in this process.
        during.push(await second.read.leads.find(lead.id));
      });
      expect(during).toEqual([null, null]);
      expect(await look()).toEqual([lead, lead]);
    });

    test("cannot write", async () => {
      const { store } = await fresh();
      expect(await codeOf(store.read.leads.insert(aLead()))).toBe("store_unavailable");
      expect(await store.read.leads.list({ limit: 1 })).toEqual([]);
    });

    test("of another store find everything that was in line when this one closed", async () => {
      const { store, another } = await fresh();
      const written = Array.from({ length: 50 }, () => store.write((repos) => repos.leads.insert(aLead())));
      await store.close();
      await Promise.all(written);
      expect(await (await another!()).read.leads.list({ limit: 100 })).toHaveLength(50);
    });
  });
}
