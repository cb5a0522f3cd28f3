import { stat } from "node:fs/promises";
import type { JobRow } from "../../db/store/jobs.ts";
import type { AppContext } from "../context.ts";
import { instant } from "../core/time.ts";
import { refreshCalendars } from "../flows/calendars/refresh-calendars.ts";
import { leftBehindBefore } from "../flows/leads/submit-lead.ts";
import { type CliIo, type Command, EnvironmentError } from "./command.ts";
import { printDocument } from "./document.ts";
import { explain } from "./explain.ts";
import { openToLook, readConfig } from "./open-context.ts";
import { documentOptions, readOptions } from "./read-args.ts";

interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** What was found out, or why it could not be: one thing that is broken hides none of the others. */
async function findingsOf(check: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [{ check, ok: false, detail: explain(error) }];
  }
}

async function databaseFindings({ world }: AppContext): Promise<readonly Finding[]> {
  await world.store.ping();
  return [{ check: "database", ok: true, detail: `${world.store.engine}, can be written` }];
}

const namesShown = 5;
const nameOf = ({ id, kind, lastError }: JobRow): string => `${kind} ${id}: ${lastError ?? "no reason kept"}`;

async function workFindings({ world }: AppContext): Promise<readonly Finding[]> {
  const { jobs, submissions } = world.store.read;
  const counts = await jobs.counts();
  const dead = await jobs.listDead(namesShown);
  // A lead that came this moment is no problem: a server may be deciding it.
  const undecided = await submissions.undecided(leftBehindBefore(world.now()), 1_000);
  const [oldest] = undecided;
  return [
    {
      check: "jobs",
      ok: counts.dead === 0,
      detail: [`${counts.ready} waiting, ${counts.leased} running, ${counts.dead} given up`, ...dead.map(nameOf)].join("; "),
    },
    {
      check: "leads without a decision",
      ok: oldest === undefined,
      detail: oldest ? `${undecided.length}, the oldest since ${new Date(instant(oldest.receivedAt)).toISOString()}` : "none",
    },
  ];
}

async function setupFindings({ world }: AppContext): Promise<readonly Finding[]> {
  const live = world.state.setupOrNull();
  if (!live) return [{ check: "setup", ok: false, detail: "none was applied yet: handraise apply setup.yaml" }];
  await refreshCalendars(world);
  const outside = live.setup.reps.filter((rep) => !world.calendars.isLocal(rep.calendar.kind));
  return [
    { check: "setup", ok: true, detail: `version ${live.versionId} (${live.hash.slice(0, 12)}), ${live.setup.reps.length} reps` },
    ...outside.map((rep) => {
      const reading = world.state.calendars.reading(rep.id);
      const problem = reading === null ? "never read" : (reading.failure ?? null);
      const detail = problem ?? `${rep.calendar.kind}, ${(reading?.spans.length ?? 0) / 2} busy times`;
      return { check: `calendar of ${rep.id}`, ok: problem === null, detail };
    }),
  ];
}

async function mailFindings({ config, secrets }: AppContext): Promise<readonly Finding[]> {
  if (secrets.smtpUrl) return [{ check: "mail", ok: true, detail: `by SMTP, from ${config.mailFrom}` }];
  const kept = "HANDRAISE_SMTP_URL is not set, so mails are kept and reach nobody";
  return [{ check: "mail", ok: config.mode !== "production", detail: kept }];
}

async function pageFindings(): Promise<readonly Finding[]> {
  const pages = { widget: "../../dist/widget/handraise.js", console: "../../dist/admin/index.html" };
  const looks = Object.entries(pages).map(async ([check, path]): Promise<Finding> => {
    const built = await stat(new URL(path, import.meta.url)).catch(() => null);
    return { check, ok: built !== null, detail: built ? "built" : "not built: npm run build" };
  });
  return Promise.all(looks);
}

async function contextFindings(context: AppContext): Promise<readonly Finding[]> {
  const found = [
    await findingsOf("database", () => databaseFindings(context)),
    await findingsOf("jobs", () => workFindings(context)),
    await findingsOf("setup", () => setupFindings(context)),
    await mailFindings(context),
  ];
  await context.stop();
  return found.flat();
}

/** Everything that can be looked at as far as it can: a wrong environment or no database leaves the rest unlooked at. */
async function allFindings(io: CliIo): Promise<readonly Finding[]> {
  try {
    readConfig(io);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.message.split("\n").map((detail) => ({ check: "environment", ok: false, detail }));
  }
  const environment = { check: "environment", ok: true, detail: "every variable is one that it can be" };
  const rest = await findingsOf("database", async () => contextFindings(await openToLook(io)));
  return [environment, ...rest, ...(await pageFindings())];
}

export const doctor: Command = {
  name: "doctor",
  usage: "[--json | --yaml]",
  summary:
    "Looks at environment, database, jobs, setup, outside calendars, mail and built pages; exit status 1 when one is not well.",
  async run(args, io) {
    const form = readOptions(args, documentOptions);
    const findings = await allFindings(io);
    if (form.json || form.yaml) printDocument(io, form, findings);
    else for (const { check, ok, detail } of findings) io.out(`${ok ? "ok     " : "PROBLEM"} ${check}: ${detail}`);
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
};
