import { eq, gt, sql } from "drizzle-orm";
import type { Engine } from "../engine.ts";
import { atOnce, excluded, placeholders, present } from "../engine.ts";
import type { Tables } from "../schema/tables.ts";
import type { BusyRow } from "../store/calendars.ts";
import type { Repos } from "../store.ts";

const minuteMs = 60_000;

/** The whole of a reading: of one that is replaced meanwhile nothing is free until the one in its place is followed. */
const wholeOf = ({ startAt, endAt }: Pick<BusyRow, "startAt" | "endAt">): Int32Array =>
  Int32Array.of(Math.floor(startAt / minuteMs), Math.ceil(endAt / minuteMs));

type Known = Omit<Tables["busy"]["$inferSelect"], "spans">;

/** A getter gives it its times. */
const asReading = (row: Omit<BusyRow, "spans">): BusyRow => row as BusyRow;

/** Makes readings whose times are read when somebody asks for them. One getter for all: one each would cost 2 KB a rep. */
function readLater(find: (repId: string) => BusyRow | undefined): (row: Known) => BusyRow {
  const held = new WeakMap<BusyRow, Int32Array>();
  const later = {
    enumerable: true,
    get(this: BusyRow): Int32Array {
      const known = held.get(this);
      if (known) return known;
      const now = find(this.repId);
      const spans = now?.checkedAt === this.checkedAt ? now.spans : wholeOf(this);
      held.set(this, spans);
      return spans;
    },
  };
  return ({ repId, startAt, endAt, checkedAt, failure, failedSince }) => {
    const reading = asReading(Object.defineProperty({ repId, startAt, endAt, checkedAt }, "spans", later));
    return failure === null && failedSince === null ? reading : Object.assign(reading, present({ failure, failedSince }));
  };
}

export function busyRepo({ db, tables: { busy }, statement, answersAtOnce }: Engine): Repos["busy"] {
  const put = statement("busy_put", () =>
    db
      .insert(busy)
      .values(placeholders(busy))
      .onConflictDoUpdate({
        target: busy.repId,
        set: excluded(busy),
        // A later one that lies further ahead than a reading takes is of a clock that was put back.
        setWhere: sql`excluded.checked_at >= ${busy.checkedAt} or ${busy.checkedAt} > excluded.checked_at + 60000`,
      }),
  );
  const all = statement("busy_all", () => db.select().from(busy));
  const find = statement("busy_find", () =>
    db
      .select()
      .from(busy)
      .where(eq(busy.repId, sql.placeholder("repId"))),
  );
  const allKnown = statement("busy_all_known", () => {
    const { repId, startAt, endAt, checkedAt, failure, failedSince } = busy;
    return db.select({ repId, startAt, endAt, checkedAt, failure, failedSince }).from(busy);
  });
  const findNow = (repId: string): BusyRow | undefined => {
    const [row] = atOnce(find({ repId }));
    return row && present(row);
  };
  const later = readLater(findNow);
  const checkedSince = statement("busy_checked_since", () =>
    db
      .select({ repId: busy.repId, checkedAt: busy.checkedAt })
      .from(busy)
      .where(gt(busy.checkedAt, sql.placeholder("since"))),
  );
  return {
    checkedSince: async (since) => checkedSince({ since }),
    async put({ repId, spans, startAt, endAt, checkedAt, failure = null, failedSince = null }) {
      await put({ repId, spans, startAt, endAt, checkedAt, failure, failedSince });
    },
    async all() {
      if (!answersAtOnce) return (await all()).map(present);
      return (await allKnown()).map(later);
    },
    async find(repId) {
      const [row] = await find({ repId });
      return row ? present(row) : null;
    },
  };
}
