import { stat } from "node:fs/promises";
import type { AppContext } from "../context.ts";
import { refreshCalendars } from "../flows/refresh-calendars.ts";
import type { Command } from "./command.ts";
import { withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

async function storeFindings({ world }: AppContext): Promise<readonly Finding[]> {
  const writable = await world.store.ping().then(
    () => null,
    (error: unknown) => String(error),
  );
  const jobs = await world.store.read.jobs.counts();
  const undecided = await world.store.read.submissions.undecided(world.now(), 1_000);
  return [
    { check: "database", ok: writable === null, detail: writable ?? `${world.store.engine}, writable` },
    { check: "jobs", ok: jobs.dead === 0, detail: `${jobs.ready} ready, ${jobs.leased} running, ${jobs.dead} given up` },
    { check: "leads without a decision", ok: undecided.length === 0, detail: String(undecided.length) },
  ];
}

async function calendarFindings({ world }: AppContext): Promise<readonly Finding[]> {
  const live = world.state.setupOrNull();
  if (!live) return [{ check: "setup", ok: false, detail: "none was applied: handraise apply setup.yaml" }];
  await refreshCalendars(world);
  const outside = live.setup.reps.filter((rep) => !world.calendars.isLocal(rep.calendar.kind));
  const readings = outside.map((rep) => {
    const reading = world.state.calendars.reading(rep.id);
    const problem = reading === null ? "never read" : (reading.failure ?? null);
    return {
      check: `calendar of ${rep.id}`,
      ok: problem === null,
      detail: problem ?? `read, ${(reading?.spans.length ?? 0) / 2} busy spans`,
    };
  });
  return [
    { check: "setup", ok: true, detail: `version ${live.versionId} (${live.hash.slice(0, 12)}), ${live.setup.reps.length} reps` },
    ...readings,
  ];
}

async function pageFindings(): Promise<Finding> {
  const built = await stat(new URL("../../dist/widget/handraise.js", import.meta.url)).catch(() => null);
  return { check: "widget", ok: built !== null, detail: built ? `${built.size} bytes` : "not built: npm run build" };
}

export const doctor: Command = {
  name: "doctor",
  usage: "[--json]",
  summary: "Looks at database, jobs, setup, every outside calendar and the built pages; exit status 1 when something is wrong.",
  async run(args, io) {
    const { values } = readArgs(args, { json: "boolean" });
    return withContext(io, async (context) => {
      const findings = [...(await storeFindings(context)), ...(await calendarFindings(context)), await pageFindings()];
      if (values.json) io.out(JSON.stringify(findings, null, 2));
      else for (const { check, ok, detail } of findings) io.out(`${ok ? "ok     " : "PROBLEM"} ${check}: ${detail}`);
      return findings.every((finding) => finding.ok) ? 0 : 1;
    });
  },
};
