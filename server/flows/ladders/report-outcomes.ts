import { outcomeReport, type ReportBy } from "../../core/escalate/outcome-report.ts";
import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";

const dayMs = 86_400_000;

/** What became of the leads of the last days, by rule, pool or rep. */
export async function reportOutcomes(world: World, { by, days }: { readonly by: ReportBy; readonly days: number }) {
  const since = instant(world.now() - days * dayMs);
  const leads = await world.store.read.leads.since(since);
  const events = await world.store.read.leadEvents.since(since);
  return { by, days, rows: outcomeReport(leads, events, by) };
}
