import type { LeadRow } from "../../../db/store/leads.ts";
import { AppError } from "../../core/errors.ts";
import type { OutcomeOfLead } from "../../core/escalate/lead-event.ts";
import { stateAfter } from "../../core/escalate/state-after.ts";
import type { LeadId } from "../../core/id.ts";
import type { Instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { placeIn, placeOf, tellLead } from "./lead-life.ts";

export interface SaidOutcome {
  readonly leadId: LeadId;
  readonly said: OutcomeOfLead;
  /** `click`, `call`, `meeting`, `api`, `csv`, or who it was. */
  readonly by: string;
  /** When it was; now when absent. */
  readonly at?: Instant;
}

/**
 * Keeps what became of a lead and takes it to the state that follows. Saying the same again changes nothing. Throws `not_found`.
 */
export async function sayOutcome(world: World, { leadId, said, by, at }: SaidOutcome): Promise<LeadRow> {
  return world.store.write(async (repos) => {
    for (;;) {
      const row = await repos.leads.find(leadId);
      if (row === null) throw new AppError("not_found", { leadId });
      const earlier = await repos.leadEvents.listByLead(leadId);
      const to = stateAfter(row.state, said);
      const isSaid = earlier.some((event) => event.kind === said);
      if (to === row.state && isSaid) return row;
      const place = to === row.state ? placeOf(row, {}) : placeIn(row, to, world.now());
      if (!(await repos.leads.move(leadId, row, place))) continue;
      const when = at === undefined ? {} : { at };
      await tellLead(world, repos, { leadId, kind: said, by, ...(row.repId ? { repId: row.repId } : {}), ...when });
      return { ...row, ...place };
    }
  });
}
