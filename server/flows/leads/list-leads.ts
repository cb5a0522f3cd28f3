import type { LeadRow } from "../../../db/store/leads.ts";
import { formatInstant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** Where a page of leads ended: the next one begins behind this lead. */
export type LeadPlace = Pick<LeadRow, "createdAt" | "id">;

/** Leads, newest first, with what became of each. `next` is the `before` of the following page, null at the end. */
export async function listLeads(world: World, page: { readonly limit: number; readonly before?: LeadPlace }) {
  const rows = await world.store.read.leads.list(page);
  const last = rows.at(-1);
  const reps = world.state.setupOrNull()?.reps;
  return {
    leads: rows.map((row) => ({
      id: row.id,
      createdAt: formatInstant(row.createdAt),
      email: row.email ?? null,
      name: row.name ?? null,
      company: row.company ?? null,
      outcome: row.outcome,
      booking: row.booking ?? null,
      rep: row.repId ? (reps?.get(row.repId)?.name ?? row.repId) : null,
    })),
    next: rows.length === page.limit && last ? `${last.createdAt}.${last.id}` : null,
  };
}
