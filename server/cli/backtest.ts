import { writeFile } from "node:fs/promises";
import { leadsOfCsv } from "../core/backtest/leads-of-csv.ts";
import type { BacktestReport } from "../core/backtest/report.ts";
import { reportHtml } from "../core/backtest/report-html.ts";
import { tellReport } from "../core/backtest/tell-report.ts";
import type { Setup } from "../core/setup.ts";
import { formatInstant } from "../core/time.ts";
import { backtestLeads, backtestPast, type Compared } from "../flows/setup/backtest.ts";
import type { World } from "../flows/world.ts";
import { type CliIo, type Command, Refusal, UsageError } from "./command.ts";
import { openToLook, withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";
import { readSetupFile } from "./read-setup-file.ts";
import { versionId } from "./version-id.ts";

const usualDays = 30;
const usualLimit = 100_000;

function wholeNumber(text: string | undefined, usual: number, option: string): number {
  const number = text === undefined ? usual : Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new UsageError(`--${option} takes a whole number from 1 on.`);
  return number;
}

/** A version by its id, or a setup file; null when the file cannot be applied, which was told. */
async function setupToTry(io: CliIo, world: World, given: string): Promise<Setup | null> {
  if (!given.startsWith("sv_")) return readSetupFile(io, given);
  const version = await world.store.read.setups.find(versionId(given));
  if (version === null) throw new Refusal(`There is no version ${given}.`);
  return version.setup;
}

interface Asked {
  readonly leads?: string;
  readonly days: number;
  readonly limit: number;
}

async function compare(
  io: CliIo,
  world: World,
  { compared, asked }: { compared: Compared; asked: Asked },
): Promise<BacktestReport> {
  if (asked.leads === undefined) return backtestPast(world, compared, asked);
  const { leads, problems } = leadsOfCsv(await io.readText(asked.leads), world.now());
  for (const { line, reason } of problems) io.err(`${asked.leads}:${line}: ${reason}`);
  return backtestLeads(world, compared, leads.slice(-asked.limit));
}

export const backtest: Command = {
  name: "backtest",
  usage: "<version | file.yaml> [--days <number> | --leads <file.csv>] [--limit <number>] [--html <file>] [--json]",
  summary: "Says what a draft would have done with past leads: who changes owner, outcome or wait, and why. Writes nothing.",
  async run(args, io) {
    const options = { days: "string", leads: "string", limit: "string", html: "string", json: "boolean" } as const;
    const { values, file } = readArgs(args, options);
    if (!file) throw new UsageError("Which version or file?");
    if (values.days && values.leads) throw new UsageError("Choose one of --days and --leads.");
    const days = wholeNumber(values.days, usualDays, "days");
    const limit = wholeNumber(values.limit, usualLimit, "limit");
    return withContext(openToLook(io), async ({ world }) => {
      const after = await setupToTry(io, world, file);
      if (after === null) return 1;
      const compared = { before: world.state.setup().setup, after };
      const report = await compare(io, world, {
        compared,
        asked: { days, limit, ...(values.leads ? { leads: values.leads } : {}) },
      });
      if (values.html) {
        const title = `Backtest of ${file}`;
        await writeFile(values.html, reportHtml(report, { title, madeAt: formatInstant(world.now()) }));
      }
      io.out(values.json ? JSON.stringify(report, null, 2) : tellReport(report));
      return report.guards.every(({ ok }) => ok) && report.guardChanges.every(({ loosens }) => !loosens) ? 0 : 1;
    });
  },
};
