import type { LeadRow } from "../../../db/store/leads.ts";
import type { Repos } from "../../../db/store.ts";
import type { Rung } from "../../core/escalate/ladder.ts";
import { nextStep, phaseOf, type Step } from "../../core/escalate/next-step.ts";
import { type Instant, instant, minuteMs } from "../../core/time.ts";
import { reassignLead } from "../leads/reassign-lead.ts";
import { enqueueLeadMail } from "../mails/send-lead-mail.ts";
import type { World } from "../world.ts";
import { leadClock } from "./lead-clock.ts";
import { moveLead, placeOf, tellLead } from "./lead-life.ts";

/** How many leads one round looks at. */
const most = 100;
/** Where a clock finds no working time at all, somebody looks again after so long. */
const lookAgainMs = 7 * 86_400_000;

/**
 * Looks at every lead whose deadline has come: climbs its ladder, takes it to the state that follows, or sets the next deadline. A lead
 * that cannot be dealt with is logged and stays overdue, where the metric counts it. Returns how many were due.
 */
export async function escalateLeads(world: World): Promise<number> {
  if (!world.state.setupOrNull()) return 0;
  const rows = await world.store.read.leads.due(world.now(), most);
  for (const row of rows) {
    try {
      await escalateLead(world, row);
    } catch (error) {
      world.log.error({ err: error, leadId: row.id, state: row.state }, "a lead that is due could not be dealt with");
    }
  }
  if (rows.length > 0) world.wakeJobs();
  return rows.length;
}

async function escalateLead(world: World, row: LeadRow): Promise<void> {
  const { ladder, clock } = await leadClock(world, row);
  const phase = phaseOf(row.state);
  const now = world.now();
  const step = nextStep({
    lead: { state: row.state, stateAt: row.stateAt, rung: row.rung, hasRep: row.repId !== undefined },
    now,
    rungs: phase === null ? [] : (ladder?.steps[phase] ?? []),
    dueAfter: (minutes) => clock.dueAt(row.stateAt, minutes) ?? instant(now + lookAgainMs),
    ...(row.state === "booked" ? await lastMeeting(world, row) : {}),
  });
  // A paused clock climbs no rung, but nothing stays in a state for ever.
  if (row.pausedMinutes !== undefined && step.kind === "climb")
    return wait(world, row, { kind: "wait", dueAt: instant(now + lookAgainMs) });
  if (step.kind === "wait") return wait(world, row, step);
  if (step.kind === "climb") return climb(world, row, step.rung);
  await world.store.write((repos) => moveLead(world, repos, { row, to: step.to, doing: { by: "sweeper", why: step.why } }));
}

async function wait(world: World, row: LeadRow, { dueAt }: Extract<Step, { kind: "wait" }>): Promise<void> {
  await world.store.write((repos) => repos.leads.move(row.id, row, placeOf(row, { dueAt })));
}

type LastMeeting = { readonly meeting?: { readonly endAt: Instant; readonly end: "ahead" | "met" | "no_show" | "none" } };

async function lastMeeting(world: World, row: LeadRow): Promise<LastMeeting> {
  const bookings = await world.store.read.bookings.listByLead(row.id);
  const last = bookings.findLast(({ status }) => status !== "held" && status !== "expired" && status !== "reassigned");
  if (last === undefined) return {};
  const ends = { booked: "ahead", confirmed: "ahead", completed: "met", no_show: "no_show" } as const;
  const end = last.status in ends ? ends[last.status as keyof typeof ends] : "none";
  return { meeting: { endAt: last.endAt, end } };
}

/** Does what a rung says, once, whoever else looks at the lead at the same time. */
async function climb(world: World, row: LeadRow, rung: Rung): Promise<void> {
  const doing = { by: "ladder", why: `${rung.afterMinutes} working minutes in ${row.state}` };
  if (rung.do === "reassign" || rung.do === "handOver") {
    const by = rung.do === "reassign" ? "rules" : "catchAll";
    await world.store.write(async (repos) => {
      const decision = await reassignLead(world, repos, { row, by, doing });
      if (decision === null) return;
      const { standInFor, repId } = decision.route;
      const owner = standInFor ?? repId;
      const about = { leadId: row.id, to: "rep" };
      if (owner !== undefined)
        await enqueueLeadMail(world, repos, {
          ...about,
          kind: "assigned",
          key: rungKey(row, "rep"),
          state: "assigned",
          repId: owner,
        });
      if (row.repId !== undefined)
        await enqueueLeadMail(world, repos, { ...about, kind: "passed", key: rungKey(row, "former"), formerRepId: row.repId });
    });
    return;
  }
  await world.store.write(async (repos) => {
    if (!(await repos.leads.move(row.id, row, placeOf(row, { rung: row.rung + 1, dueAt: world.now() })))) return;
    await act(world, repos, { row, rung });
    const kind = rung.do === "alertManager" ? "alerted" : rung.do === "pauseRep" ? "rep_paused" : "reminded";
    await tellLead(world, repos, { leadId: row.id, kind, ...(row.repId ? { repId: row.repId } : {}), ...doing });
  });
}

type Acting = { readonly row: LeadRow; readonly rung: Exclude<Rung, { do: "reassign" } | { do: "handOver" }> };

async function act(world: World, repos: Repos, { row, rung }: Acting): Promise<void> {
  if (rung.do === "pauseRep") {
    if (row.repId === undefined) return;
    const until = rung.minutes === undefined ? {} : { untilAt: instant(world.now() + rung.minutes * minuteMs) };
    await repos.pauses.put({ repId: row.repId, pausedAt: world.now(), by: `the ladder of ${row.id}`, ...until });
    return;
  }
  const kind = rung.do === "alertManager" ? "alert" : "remind";
  const { id: leadId, state, repId } = row;
  for (const to of rung.do === "remind" ? ["rep"] : rung.to)
    await enqueueLeadMail(world, repos, { leadId, to, kind, key: rungKey(row, to), state, repId });
}

/** One mail to each reader for each rung that a lead climbs. */
const rungKey = ({ id, state, stateAt, rung }: LeadRow, reader: string): string =>
  `ladder:${id}:${state}:${stateAt}:${rung}:${reader}`;
