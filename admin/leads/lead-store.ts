import { signal } from "@preact/signals";
import type { LeadList } from "../../server/contract/leads.ts";
import { get } from "../api.ts";
import { watched } from "../session.ts";
import { mergeNewest } from "./merge-newest.ts";

/** What is known of the leads; kept while a receipt is read, so that going back is at once. Null before the first answer. */
export const list = signal<LeadList | null>(null);

/** Why the last load failed, for a person. */
export const problem = signal<string | null>(null);

/** Leads that came while the page was open. */
export const arrived = signal<ReadonlySet<string>>(new Set());

let pending: Promise<LeadList | null> | null = null;

/** Brings the newest leads to the top; what is shown already stays. Not while another load is under way. */
export async function refreshLeads(): Promise<void> {
  if (pending !== null) return;
  const page = await load("");
  if (page === null) return;
  const known = list.value;
  if (known !== null) {
    const ids = new Set(known.leads.map(({ id }) => id));
    const fresh = page.leads.filter(({ id }) => !ids.has(id));
    if (fresh.length > 0) arrived.value = new Set(fresh.map(({ id }) => id));
  }
  list.value = mergeNewest(known, page);
}

/** Adds the next page at the end, after the load that is under way. */
export async function loadOlder(): Promise<void> {
  await pending;
  const known = list.value;
  if (known === null || known.next === null) return;
  const page = await load(`?before=${encodeURIComponent(known.next)}`);
  if (page !== null) list.value = { leads: [...known.leads, ...page.leads], next: page.next };
}

/** Nothing personal stays in memory after a sign-out. */
export function forgetLeads(): void {
  list.value = null;
  problem.value = null;
  arrived.value = new Set();
}

async function load(query: string): Promise<LeadList | null> {
  pending = ask(query);
  const page = await pending;
  pending = null;
  return page;
}

/** Null when it failed, and `problem` says why. */
async function ask(query: string): Promise<LeadList | null> {
  const answer = watched(await get<LeadList>(`/v1/admin/leads${query}`));
  problem.value = answer.kind === "failed" ? answer.message : null;
  return answer.kind === "ok" ? answer.value : null;
}
