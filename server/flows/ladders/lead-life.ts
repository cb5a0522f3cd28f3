import type { LeadPlace, LeadRow } from "../../../db/store/leads.ts";
import type { Repos } from "../../../db/store.ts";
import type { LeadEvent } from "../../core/escalate/lead-event.ts";
import { isEnded, type LeadState } from "../../core/escalate/lead-state.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** Who said or did it, and why. */
export type Doing = Pick<LeadEvent, "by" | "why">;

/** How soon the sweeper looks at a lead that came to a new state, to set its real deadline. */
const firstLookMs = 60_000;

/** A lead's place in a new state: from its first rung, with a first look soon unless it ended there. */
export function placeIn(row: LeadRow, state: LeadState, at: Instant): LeadPlace {
  const { repId, poolId } = row;
  return {
    state,
    stateAt: at,
    rung: 0,
    ...(repId === undefined ? {} : { repId }),
    ...(poolId === undefined ? {} : { poolId }),
    ...(isEnded(state) ? {} : { dueAt: instant(at + firstLookMs) }),
  };
}

/** A lead's place as it is, with some of it changed. */
export function placeOf(row: LeadRow, change: Partial<LeadPlace>): LeadPlace {
  const { state, stateAt, rung, repId, poolId, dueAt, pausedMinutes } = row;
  return {
    state,
    stateAt,
    rung,
    ...(repId === undefined ? {} : { repId }),
    ...(poolId === undefined ? {} : { poolId }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(pausedMinutes === undefined ? {} : { pausedMinutes }),
    ...change,
  };
}

/** Writes a line of a lead's life inside a unit. */
export async function tellLead(
  world: World,
  repos: Repos,
  event: Omit<LeadEvent, "seq" | "at"> & { readonly at?: Instant },
): Promise<void> {
  await repos.leadEvents.append({ ...event, at: event.at ?? world.now() });
}

/** Takes a lead to a state inside a unit, and tells so. False when somebody else moved it meanwhile. */
export async function moveLead(
  world: World,
  repos: Repos,
  { row, to, doing }: { readonly row: LeadRow; readonly to: LeadState; readonly doing: Doing },
): Promise<boolean> {
  if (!(await repos.leads.move(row.id, row, placeIn(row, to, world.now())))) return false;
  await tellLead(world, repos, { leadId: row.id, kind: to, ...(row.repId ? { repId: row.repId } : {}), ...doing });
  return true;
}
