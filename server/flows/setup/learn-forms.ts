import type { FormMemoryRow } from "../../../db/store/setups.ts";
import { comparedFields, type Drift, findDrift } from "../../core/forms/find-drift.ts";
import { emptyMemory, type FormMemory, learnLead } from "../../core/forms/form-memory.ts";
import type { LeadId } from "../../core/id.ts";
import { instant } from "../../core/time.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";

/** So many leads are looked at in one run; of more, the newest. */
const mostLeads = 500;

interface Newer {
  readonly ids: readonly LeadId[];
  readonly upTo: FormMemory["upTo"];
}

/** Leads that came after the one that was looked at last, the oldest first. */
async function newerLeads(world: World, upTo: FormMemory["upTo"]): Promise<Newer> {
  const rows = await world.store.read.leads.list({ limit: mostLeads });
  const end = upTo === null ? -1 : rows.findIndex(({ id }) => id === upTo.id);
  const fresh = (end < 0 ? rows : rows.slice(0, end)).filter(({ createdAt }) => createdAt >= (upTo?.createdAt ?? 0));
  const [newest] = fresh;
  return {
    ids: fresh.map(({ id }) => id).toReversed(),
    upTo: newest === undefined ? upTo : { id: newest.id, createdAt: newest.createdAt },
  };
}

/** Learns names of fields, and the options that rules compare, from the leads since the last time; warns of what drifted anew. */
export async function learnForms(world: World): Promise<JobAnswer> {
  const live = world.state.setupOrNull();
  if (live === null) return { kind: "done" };
  const before = (await world.store.read.formMemory.read()) ?? { memory: emptyMemory, drift: [] };
  const { ids, upTo } = await newerLeads(world, before.memory.upTo);
  if (ids.length === 0) return { kind: "done" };
  const compared = new Set(comparedFields(live.setup).keys());
  let { fields } = before.memory;
  for (const id of ids) {
    const row = await world.store.read.decisions.findByLead(id);
    if (row !== null) fields = learnLead(fields, row.decision.lead, compared);
  }
  const memory = { upTo, fields };
  const drift = findDrift(live.setup, memory);
  const next: FormMemoryRow = { memory, drift, updatedAt: instant(world.now()) };
  await world.store.write((repos) => repos.formMemory.write(next));
  for (const one of drift)
    if (!before.drift.some((known) => sameDrift(known, one))) world.log.warn({ ...one }, "the forms drift from the rules");
  return { kind: "done" };
}

const sameDrift = (a: Drift, b: Drift): boolean => a.code === b.code && a.field === b.field && a.value === b.value;
