import type { LeadRow, Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import { isEnded } from "../../core/escalate/lead-state.ts";
import type { World } from "../world.ts";
import { moveLead, placeOf } from "./lead-life.ts";

/** Brings the lead of a meeting to where the meeting is, inside the unit of its change. What people said of it already stays. */
export async function leadFollowsMeeting(
  world: World,
  repos: Repos,
  { leadId, repId, isOff }: Pick<Booking, "leadId" | "repId"> & { readonly isOff: boolean },
): Promise<void> {
  const row = await repos.leads.find(leadId);
  if (row === null || isEnded(row.state) || (isOff && row.state !== "booked")) return;
  const owner = isOff ? {} : await ownerOf(repos, row, repId);
  const to = !isOff ? "booked" : row.repId === undefined ? "waiting" : "assigned";
  if (row.state !== to) {
    const doing = { by: "meeting", ...(isOff ? { why: "the meeting was cancelled" } : {}) };
    await moveLead(world, repos, { row: { ...row, ...owner }, to, doing });
  } else if (owner.repId !== undefined && owner.repId !== row.repId) await repos.leads.move(leadId, row, placeOf(row, owner));
}

/** Who took the meeting has the lead, unless that one stands in for its owner. */
async function ownerOf(repos: Repos, row: LeadRow, repId: string): Promise<{ readonly repId?: string }> {
  const route = (await repos.decisions.findByLead(row.id))?.decision.route;
  return { repId: route?.repId === repId && route.standInFor !== undefined ? route.standInFor : repId };
}
