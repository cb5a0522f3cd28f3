import { chooseFacts, type FactPolicy } from "../../core/enrich/choose-facts.ts";
import type { Claim, Enrichment, SourceReport } from "../../core/enrich/claim.ts";
import type { EnrichSettings } from "../../core/enrich/enrich-settings.ts";
import { localClaims, localSources } from "../../core/enrich/local-facts.ts";
import { type LeadId, newId } from "../../core/id.ts";
import type { Lead } from "../../core/lead/lead.ts";
import type { EnrichSource, EnrichValues, SourceFact } from "../../core/ports/enrich.ts";
import type { Facts, Subject } from "../../core/route/subject.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { World } from "../world.ts";

export interface EnrichAsk {
  readonly settings: EnrichSettings;
  readonly subject: Subject;
  /** Address of the visitor; null when it is not known. */
  readonly ip: string | null;
  /** Answers are not kept. */
  readonly dry?: true;
}

/** What enrichment adds to a lead, and what is still on its way. */
export interface Enriched {
  readonly facts: Facts;
  readonly enrichment: Enrichment;
  /** Resolves when the last source has answered, with what came too late for the decision. Never rejects. */
  readonly late: Promise<readonly Claim[]>;
}

interface Asked {
  readonly report: SourceReport;
  readonly claims: readonly Claim[];
}

/**
 * Step 4: asks every source at the same time and takes what has come by the deadline; whoever is slower is named as late, and
 * kept for the next lead and for this one's receipt. Never throws.
 */
export async function enrichLead(world: World, { settings, subject, ip, dry }: EnrichAsk): Promise<Enriched> {
  const begun = world.stopwatch();
  const values = valuesOf(subject.lead, ip);
  const answers = new Map<string, Asked>();
  const asked = world.enrich.sources(settings).map(async (source) => {
    const answer = await askSource(world, source, { values, now: subject.now, begun, dry });
    answers.set(source.id, answer);
    return answer;
  });
  await Promise.race([Promise.all(asked), world.pause(settings.deadlineMs)]);
  const inTime = new Map(answers);
  const reports = world.enrich
    .sources(settings)
    .map(({ id }) => inTime.get(id)?.report ?? lateReport(id, world.stopwatch() - begun));
  const claims = [...localClaims(subject), ...[...inTime.values()].flatMap((one) => one.claims)];
  const { facts, others } = chooseFacts(claims, factPolicy(settings));
  const late = Promise.all(asked).then((all) => all.filter(({ report }) => !inTime.has(report.id)).flatMap((one) => one.claims));
  return { facts, enrichment: { others, sources: reports }, late };
}

/** The form's own answer, then the account, then the sources in their order, then what is guessed. */
export function factPolicy({ sources, prefer, confident }: EnrichSettings): FactPolicy {
  return { order: ["form", "account", ...sources.map(({ id }) => id), ...localSources], prefer, confident };
}

const lateReport = (id: string, ms: number): SourceReport => ({ id, state: "late", ms: rounded(ms) });
const rounded = (ms: number) => Math.round(ms * 10) / 10;

function valuesOf({ email, emailDomain, freeMail, disposableMail, ...lead }: Lead, ip: string | null): EnrichValues {
  const { company, country, phone, website, firstName, lastName } = lead;
  const known = {
    email,
    // Everybody's domain is nobody's company.
    emailDomain: freeMail || disposableMail ? undefined : emailDomain,
    company,
    country,
    phone,
    website,
    firstName,
    lastName,
    ip: ip ?? undefined,
  };
  const said = Object.entries(known).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "");
  return Object.fromEntries(said);
}

interface Asking {
  readonly values: EnrichValues;
  readonly now: Instant;
  readonly begun: number;
  readonly dry: true | undefined;
}

async function askSource(world: World, source: EnrichSource, { values, now, begun, dry }: Asking): Promise<Asked> {
  const { id } = source;
  const report = (state: SourceReport["state"], more: Partial<SourceReport> = {}): SourceReport => ({
    id,
    state,
    ms: rounded(world.stopwatch() - begun),
    ...more,
  });
  try {
    const key = source.key(values);
    if (key === null) return { report: report("nothing"), claims: [] };
    const known = await lookUpKnown(world, source, { key, now });
    if (known) {
      const state = known.facts.length > 0 ? "cached" : "nothing";
      return { report: report(state, { ageMs: now - known.at }), claims: claimsOf(id, known.facts, known.at) };
    }
    const answer = await source.ask(values);
    if (answer.kind === "failed") return { report: report("failed", { reason: answer.reason }), claims: [] };
    const at = world.now();
    // The visitor does not wait for the disk; what is not kept is asked for again.
    if (source.cacheMs > 0 && !dry) void keepKnown(world, source, { key, facts: answer.facts, at });
    return { report: report(answer.facts.length > 0 ? "fresh" : "nothing"), claims: claimsOf(id, answer.facts, at) };
  } catch (error) {
    world.log.warn({ source: id, err: error }, "a source could not be asked");
    return { report: report("failed", { reason: "internal" }), claims: [] };
  }
}

function claimsOf(source: string, facts: readonly SourceFact[], at: Instant): readonly Claim[] {
  return facts.map((fact) => ({ ...fact, source, at }));
}

async function lookUpKnown(
  world: World,
  { id, cacheMs }: EnrichSource,
  { key, now }: { readonly key: string; readonly now: Instant },
) {
  if (cacheMs === 0) return null;
  const { factMemory } = world.state;
  const known = factMemory.get(id, key) ?? (await world.store.read.facts.cached(id, key));
  if (!known || known.at < now - cacheMs) return null;
  factMemory.put(id, key, known);
  return known;
}

/** Never throws. */
async function keepKnown(
  world: World,
  { id }: EnrichSource,
  { key, facts, at }: { readonly key: string; readonly facts: readonly SourceFact[]; readonly at: Instant },
): Promise<void> {
  world.state.factMemory.put(id, key, { facts, at });
  try {
    await world.store.write((repos) => repos.facts.keep({ source: id, key, facts, at }));
  } catch (error) {
    world.log.warn({ source: id, err: error }, "an answer could not be kept");
  }
}

/** Keeps what came too late with the lead that it was asked for, and has it routed again where the setup wants that. Never throws. */
export async function keepLate(world: World, leadId: LeadId, late: Enriched["late"]): Promise<void> {
  const claims = await late;
  if (claims.length === 0) return;
  try {
    const sources = Map.groupBy(claims, ({ source }) => source);
    await world.store.write(async (repos) => {
      for (const [source, said] of sources) await repos.facts.keepLate({ leadId, source, claims: said });
      if (world.state.setup().setup.enrich?.late !== "reroute") return;
      const job = { id: newId("job", world.random), kind: "reroute_late", uniqueKey: `late:${leadId}`, payload: { leadId } };
      await repos.jobs.enqueue({ ...job, runAt: world.now() });
    });
    world.wakeJobs();
  } catch (error) {
    world.log.warn({ leadId, err: error }, "what came late could not be kept");
  }
}

/** How long answers of sources are kept at all. */
const keepAnswersMs = 400 * 86_400_000;

export function pruneFacts(world: World): Promise<number> {
  return world.store.write((repos) => repos.facts.prune(instant(world.now() - keepAnswersMs)));
}
