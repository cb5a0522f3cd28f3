import type { LeadRow } from "../../../db/store/leads.ts";
import type { Repos } from "../../../db/store.ts";
import type { Booking } from "../../core/book/booking.ts";
import { isEnded, type LeadState } from "../../core/escalate/lead-state.ts";
import { enqueueLeadMail } from "../mails/send-lead-mail.ts";
import type { World } from "../world.ts";
import { moveLead, placeOf } from "./lead-life.ts";

/** Brings the lead of a meeting to where the meeting is, inside the unit of its change. What people said of it already stays. */
export async function leadFollowsMeeting(
  world: World,
  repos: Repos,
  { isOff, ...booking }: Pick<Booking, "leadId" | "repId" | "poolId" | "decisionId"> & { readonly isOff: boolean },
): Promise<void> {
  const { leadId } = booking;
  const row = await repos.leads.find(leadId);
  if (row === null || isEnded(row.state) || (isOff && row.state !== "booked")) return;
  const owned = isOff ? row : await ownedBy(repos, row, booking);
  const to = !isOff ? "booked" : row.repId === undefined ? "waiting" : "assigned";
  if (row.state !== to) {
    const doing = { by: "meeting", ...(isOff ? { why: "the meeting was cancelled" } : {}) };
    const moved = await moveLead(world, repos, { row: owned, to, doing });
    // Else both would get in touch.
    if (moved && row.repId !== owned.repId && knownToRep.has(row.state))
      await enqueueLeadMail(world, repos, {
        leadId,
        to: "rep",
        kind: "taken",
        key: `ladder:${leadId}:taken:${row.stateAt}`,
        state: to,
        repId: owned.repId,
        formerRepId: row.repId,
      });
  } else if (owned.repId !== row.repId) await repos.leads.move(leadId, row, placeOf(owned, {}));
}

/** States in which the rep who has the lead has been told of it. */
const knownToRep: ReadonlySet<LeadState> = new Set(["assigned", "touched"]);

/** Who took the meeting has the lead, unless that one stands in for its owner; and the pool that sent this rep. */
async function ownedBy(
  repos: Repos,
  row: LeadRow,
  { decisionId, repId, poolId }: Pick<Booking, "repId" | "poolId" | "decisionId">,
): Promise<LeadRow> {
  const route = (await repos.decisions.find(decisionId))?.decision.route;
  const owner = route?.repId === repId && route.standInFor !== undefined ? route.standInFor : repId;
  const { poolId: _, ...kept } = row;
  return { ...kept, repId: owner, ...(poolId === undefined ? {} : { poolId }) };
}
