import type { LeadList } from "../../server/contract/leads.ts";

/** The newest page before what was known. A page that does not reach the known leads replaces them, so that none is missing between. */
export function mergeNewest(known: LeadList | null, page: LeadList): LeadList {
  if (known === null) return page;
  const fresh = new Set(page.leads.map(({ id }) => id));
  const older = known.leads.filter(({ id }) => !fresh.has(id));
  if (older.length === known.leads.length && page.next !== null) return page;
  const reachesFarther = older.length > 0 || page.next === null;
  return { leads: [...page.leads, ...older], next: reachesFarther ? known.next : page.next };
}
