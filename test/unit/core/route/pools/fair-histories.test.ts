import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attendanceChanges } from "../../../../../server/core/route/pools/attendance.ts";
import { carryBook } from "../../../../../server/core/route/pools/carry-book.ts";
import type { LedgerEntry } from "../../../../../server/core/route/pools/ledger.ts";
import { pickRep } from "../../../../../server/core/route/pools/pick-rep.ts";
import { openPoolBook, type PoolBook } from "../../../../../server/core/route/pools/pool-book.ts";
import { instant } from "../../../../../server/core/time.ts";
import { someMember, somePool } from "../../../../support/some-setup.ts";

const histories = 10_000;
const start = Date.UTC(2026, 5, 1);
const hourMs = 3_600_000;

/** What a rep got, and what he would have got if every lead were shared out by weight among those who could take it. */
interface Account {
  weight: number;
  able: boolean;
  taken: number;
  ideal: number;
  readonly leads: string[];
}

type Step = readonly [kind: "lead" | "toggle" | "cancel" | "join" | "leave" | "weight", who: number, weight: number];

/** Runs a history through the book as the product does, beside a reckoning of its own that knows nothing of the book. */
function openHistory(weights: readonly number[]) {
  const reps = new Map<string, Account>();
  const add = (weight: number) => reps.set(`rep${added++}`, { weight, able: true, taken: 0, ideal: 0, leads: [] });
  let added = 0;
  weights.forEach(add);
  const poolNow = () =>
    somePool(
      "p",
      [...reps].map(([repId, { weight }]) => someMember(repId, { weight })),
    );
  const entries: LedgerEntry[] = [];
  let book: PoolBook = openPoolBook(poolNow(), []);
  let at = start;
  let leads = 0;

  const post = (entry: Pick<LedgerEntry, "repId" | "kind" | "turns"> & Partial<LedgerEntry>) => {
    const next = { poolId: "p", at: instant(at), ...entry, seq: book.seq + 1 };
    entries.push(next);
    book.apply(next);
  };
  const share = (turns: number) => {
    const able = [...reps.values()].filter((rep) => rep.able);
    const total = able.reduce((sum, rep) => sum + rep.weight, 0);
    for (const rep of able) rep.ideal += (turns * rep.weight) / total;
  };
  const attend = () => {
    const out = new Map([...reps].flatMap(([repId, { able }]) => (able ? [] : [[repId, "inactive"] as const])));
    for (const change of attendanceChanges(book, out, () => false)) post(change);
  };
  const change = (alter: () => void) => {
    const before = book;
    alter();
    const pool = poolNow();
    const balances = carryBook(before, pool, at);
    entries.push({
      poolId: "p",
      seq: before.seq + 1,
      repId: "",
      kind: "carried",
      turns: 0,
      at: instant(at),
      details: { balances },
    });
    book = openPoolBook(pool, entries);
  };

  return {
    reps,
    book: () => book,
    leads: () => leads,
    run([kind, who, weight]: Step): void {
      at += hourMs;
      const [repId, rep] = [...reps][who % reps.size]!;
      if (kind === "lead") {
        const chosen = pickRep(book, (id) => (reps.get(id)?.able ? null : "inactive")).repId;
        if (chosen === null) return;
        attend();
        const leadId = `lead_${leads++}` as const;
        post({ repId: chosen, kind: "offered", turns: 1, leadId });
        const one = reps.get(chosen)!;
        one.taken++;
        one.leads.push(leadId);
        share(1);
      } else if (kind === "toggle") rep.able = !rep.able;
      else if (kind === "cancel" && rep.leads.length > 0 && [...reps.values()].some(({ able }) => able)) {
        attend();
        post({ repId, kind: "cancelled", turns: -1, leadId: rep.leads.pop() as `lead_${string}` });
        rep.taken--;
        share(-1);
      } else if (kind === "join" && reps.size < 10) change(() => add(weight));
      else if (kind === "weight") change(() => (rep.weight = weight));
      else if (kind === "leave" && reps.size > 2)
        change(() => {
          reps.delete(repId);
          const total = [...reps.values()].reduce((sum, one) => sum + one.weight, 0);
          for (const one of reps.values()) one.ideal += ((rep.ideal - rep.taken) * one.weight) / total;
        });
    },
  };
}

/** How far the one who is furthest from the ideal is from it, in meetings. */
const distance = (history: ReturnType<typeof openHistory>): number =>
  Math.max(...[...history.reps.values()].map(({ taken, ideal }) => Math.abs(taken - ideal)));

interface Seen {
  histories: number;
  leads: number;
  furthest: number;
  beyondOne: number;
}

/** Runs 10,000 histories; `look` gives the distance that counts for one. */
function overHistories(
  { kinds, mostWeight }: { readonly kinds: readonly Step[0][]; readonly mostWeight: number },
  look: (history: ReturnType<typeof openHistory>, steps: readonly Step[]) => number,
): Seen {
  const seen: Seen = { histories: 0, leads: 0, furthest: 0, beyondOne: 0 };
  const weight = fc.integer({ min: 1, max: mostWeight });
  const step = fc.tuple(fc.constantFrom(...kinds), fc.nat(20), weight);
  fc.assert(
    fc.property(
      fc.array(weight, { minLength: 2, maxLength: 8 }),
      fc.array(step, { minLength: 10, maxLength: 40, size: "max" }),
      (weights, steps) => {
        const history = openHistory(weights);
        const far = look(history, steps);
        // The book says what the reckoning beside it says.
        for (const [repId, { taken, ideal }] of history.reps)
          expect(history.book().balance(repId)?.shortfall).toBeCloseTo(ideal - taken, 6);
        seen.furthest = Math.max(seen.furthest, far);
        seen.beyondOne += far > 1 ? 1 : 0;
        seen.leads += history.leads();
        seen.histories++;
      },
    ),
    { numRuns: histories, seed: 20_261_123 },
  );
  return seen;
}

function throughout(history: ReturnType<typeof openHistory>, steps: readonly Step[]): number {
  let far = 0;
  for (const step of steps) {
    history.run(step);
    far = Math.max(far, distance(history));
  }
  return far;
}

const leads = (count: number): readonly Step[0][] => Array.from({ length: count }, () => "lead" as const);
const say = (what: string, seen: Seen) => process.stdout.write(`${what}: ${JSON.stringify(seen)}\n`);

describe("fairness over 10,000 random histories", { timeout: 240_000 }, () => {
  it("with equal weights and the same reps there, everybody is at every moment less than a meeting from the ideal", () => {
    const seen = overHistories({ kinds: leads(1), mostWeight: 1 }, throughout);
    say("equal weights, all there", seen);
    expect(seen).toMatchObject({ histories, beyondOne: 0 });
  });

  it("with joins, leaves, absences and new weights, everybody is at every moment within one of the whole meetings nearest to the ideal", () => {
    const seen = overHistories({ kinds: [...leads(8), "toggle", "join", "leave", "weight"], mostWeight: 5 }, throughout);
    say("joins, leaves, absences, new weights", seen);
    expect(seen.histories).toBe(histories);
    // Less than one and a half: the ideal is a fraction, and meetings are whole.
    expect(seen.furthest).toBeLessThan(1.5);
  });

  it("what cancellations took from somebody, in whatever history, the next leads make up", () => {
    const seen = overHistories(
      { kinds: [...leads(4), "toggle", "cancel", "join", "leave", "weight"], mostWeight: 5 },
      (history, steps) => {
        for (const step of steps) history.run(step);
        for (const rep of history.reps.values()) rep.able = true;
        for (let i = 0; i < 50; i++) history.run(["lead", i, 1]);
        return distance(history);
      },
    );
    say("everything, and then leads alone", seen);
    expect(seen.histories).toBe(histories);
    expect(seen.furthest).toBeLessThan(1.5);
  });
});
