import { checkSetup } from "../core/check-setup.ts";
import { csvOfTerritories, territoriesOfCsv } from "../core/route/territory-csv.ts";
import type { Setup } from "../core/setup.ts";
import { findingsOf } from "../core/static-checks/index.ts";
import { applySetup } from "../flows/setup/apply-setup.ts";
import { keepGuards } from "../flows/setup/keep-guards.ts";
import { createLogger } from "../http/log.ts";
import { type CliIo, type Command, Refusal, UsageError } from "./command.ts";
import { openContext, openToLook, withContext } from "./open-context.ts";
import { readArgs, readOptions } from "./read-args.ts";
import { counted } from "./read-setup-file.ts";

async function exportCsv(args: readonly string[], io: CliIo): Promise<number> {
  readOptions(args, {});
  return withContext(openToLook(io), async ({ world }) => {
    io.out(csvOfTerritories(world.state.setup().setup.territories ?? []).trimEnd());
    return 0;
  });
}

/** The live setup with the territories of a file, its warnings told; a Refusal after every problem was told by its line. */
function withTerritories(io: CliIo, live: Setup, { file, text }: { readonly file: string; readonly text: string }): Setup {
  const { territories, lines, problems } = territoriesOfCsv(text);
  const place = (path: string): number => lines.get(/^territories\[\d+\](?:\.areas\[\d+\])?/.exec(path)?.[0] ?? "") ?? 1;
  const setup: Setup = { ...live, territories };
  const faults = problems.length > 0 ? [] : checkSetup(setup);
  for (const { line, reason } of problems) io.err(`${file}:${line}: ${reason}`);
  for (const { path, message } of faults)
    io.err(path.startsWith("territories") ? `${file}:${place(path)}: ${message}` : `setup: ${path}: ${message}`);
  const count = problems.length + faults.length;
  if (count > 0) throw new Refusal(`${counted(count, "problem")}; nothing was changed.`);
  for (const { path, message } of findingsOf(setup).filter((finding) => finding.path.startsWith("territories")))
    io.err(`${file}:${place(path)}: warning: ${message}`);
  return setup;
}

async function importCsv(args: readonly string[], io: CliIo): Promise<number> {
  const { values, file } = readArgs(args, { check: "boolean", force: "boolean", note: "string", author: "string" });
  if (!file) throw new UsageError("Which file?");
  const text = await io.readText(file);
  return withContext(values.check ? openToLook(io) : openContext(io, { logger: createLogger("silent") }), async ({ world }) => {
    const setup = withTerritories(io, world.state.setup().setup, { file, text });
    const areas = (setup.territories ?? []).reduce((sum, territory) => sum + territory.areas.length, 0);
    const size = `${setup.territories?.length === 1 ? "1 territory" : `${setup.territories?.length ?? 0} territories`}, ${counted(areas, "area")}`;
    if (values.check) {
      io.out(`${size}, all of them good; nothing was changed.`);
      return 0;
    }
    const force = values.force ?? false;
    if (!force) await keepGuards(world, setup);
    const author = values.author ?? (io.env.USER || "operator");
    const made = await applySetup(world, { setup, author, note: values.note ?? file, action: "territories_imported", force });
    io.out(`${size}. ${made.changed ? "Live" : "Already live"}: version ${made.id} (${made.hash.slice(0, 12)}).`);
    return 0;
  });
}

export const territories: Command = {
  name: "territories",
  usage: "export | import <file.csv | -> [--check] [--note <text>] [--author <name>] [--force]",
  summary: "Prints the territories as CSV, or takes them from a file in place of all there are; live for the next lead.",
  async run([what, ...args], io) {
    if (what === "export") return exportCsv(args, io);
    if (what === "import") return importCsv(args, io);
    throw new UsageError("Export or import?");
  },
};
