import type { LeadRow } from "../../../db/store/leads.ts";
import { isOpen } from "../../core/book/booking.ts";
import type { BookingId } from "../../core/id.ts";
import type { ReturningOf } from "../../core/route/pools/returning.ts";
import type { History } from "../../core/route/subject.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";
import { type Known, qualifyKnown } from "./route-lead.ts";

const dayMs = 86_400_000;
/** The most leads of a domain, and of them those whose meetings are read. */
const most = { leads: 200, meetings: 20 };

/**
 * What came earlier from the same person and domain, and the verdict with it; read by one indexed statement each; nothing when the live setup does not
 * ask, which costs nothing. A mail domain that anybody can have is no company's.
 */
export async function lookBack(world: World, known: Known): Promise<Known> {
  const { live, lead, now } = known;
  const { email, emailDomain: domain } = lead;
  if (live.looksBack === null || email === undefined || domain === undefined) return known;
  const { leads } = world.store.read;
  const since = instant(now - live.looksBack.days * dayMs);
  const person = await leads.ofDomain({ domain, email, since, limit: most.leads });
  const company = lead.freeMail ? [] : await leads.ofDomain({ domain, since, limit: most.leads });
  const meetings = live.looksBack.meetings ? await meetingsOf(world, person, now) : { person: 0, noShows: 0, open: null };
  const companyMeetings = live.looksBack.meetings ? await meetingsOf(world, company, now) : { person: 0, noShows: 0 };
  const [lastOfPerson, firstOfPerson] = [person[0], person.at(-1)];
  const [lastOfDomain, firstOfDomain] = [company[0], company.at(-1)];
  const history: History = {
    personLeads: person.length,
    domainLeads: company.length,
    personBookings: meetings.person,
    domainBookings: companyMeetings.person,
    personNoShows: meetings.noShows,
    domainNoShows: companyMeetings.noShows,
    ...(firstOfPerson ? { personFirstLeadAt: firstOfPerson.createdAt } : {}),
    ...(firstOfDomain ? { domainFirstLeadAt: firstOfDomain.createdAt } : {}),
    ...(lastOfPerson ? { personLastLeadAt: lastOfPerson.createdAt } : {}),
    ...(lastOfDomain ? { domainLastLeadAt: lastOfDomain.createdAt } : {}),
    ...(meetings.open ? { openBookingId: meetings.open } : {}),
    ...returning(known, { person, domain: company }),
  };
  return qualifyKnown({ ...known, history });
}

async function meetingsOf(world: World, rows: readonly LeadRow[], now: Instant) {
  const found = { person: 0, noShows: 0, open: null as BookingId | null };
  for (const { id } of rows.slice(0, most.meetings)) {
    for (const booking of await world.store.read.bookings.listByLead(id)) {
      if (booking.status !== "held" && booking.status !== "expired") found.person++;
      if (booking.status === "no_show") found.noShows++;
      const isAhead = booking.status !== "held" && isOpen(booking.status) && booking.endAt > now;
      if (isAhead) found.open ??= booking.id;
    }
  }
  return found;
}

/** The earlier reps, the person's before the company's, and how often each limit was used. */
function returning(
  { live, now }: Known,
  rows: Readonly<Record<ReturningOf, readonly LeadRow[]>>,
): Pick<History, "earlierReps" | "withinLimits"> {
  const { sameRep, limits } = live.setup.returning ?? {};
  const within = (of: ReturningOf, days: number) => rows[of].filter(({ createdAt }) => createdAt >= now - days * dayMs);
  const reps = (sameRep?.of ?? []).flatMap((of) => within(of, sameRep?.days ?? 0).flatMap(({ repId }) => repId ?? []));
  return {
    ...(reps.length === 0 ? {} : { earlierReps: [...new Set(reps)] }),
    ...(limits === undefined ? {} : { withinLimits: limits.map(({ of, days }) => within(of, days).length) }),
  };
}
