import { access } from "node:fs/promises";
import type { ImportRow } from "../../db/store/imports.ts";
import { importFile } from "../flows/accounts/import-file.ts";
import { type CliIo, type Command, Refusal, UsageError } from "./command.ts";
import { openTables } from "./open-context.ts";
import { readArgs } from "./read-args.ts";
import { parseTable, tableNames } from "./table-name.ts";

const shownNotes = 50;

function tellNotes(io: CliIo, file: string, { notes, count, noun }: Notes): void {
  for (const { line, column, reason } of notes.slice(0, shownNotes)) {
    io.err(`${file}:${line}: ${noun === "warning" ? "warning: " : ""}${column ? `${column} ` : ""}${reason}`);
  }
  if (count > shownNotes) io.err(`… and ${count - shownNotes} more ${noun}s`);
}

interface Notes {
  readonly notes: ImportRow["report"]["problems"];
  readonly count: number;
  readonly noun: "problem" | "warning";
}

function tellImport(io: CliIo, file: string, { state, report }: ImportRow): number {
  tellNotes(io, file, { notes: report.problems, count: report.problemCount, noun: "problem" });
  tellNotes(io, file, { notes: report.warnings, count: report.warningCount, noun: "warning" });
  const rows = `${report.rows} ${report.rows === 1 ? "row" : "rows"}`;
  if (report.problemCount > 0) {
    io.err(`${rows}, ${report.problemCount} ${report.problemCount === 1 ? "problem" : "problems"}; nothing was changed.`);
    return 1;
  }
  io.out(state === "applied" ? `${rows}, ${report.changed} new or changed.` : `${rows}, all of them good; nothing was changed.`);
  return 0;
}

export const importCommand: Command = {
  name: "import",
  usage: `${tableNames} <file.csv | -> [--check] [--author <name>]`,
  summary: "Reads a CSV file of any size and applies it, all or nothing; running servers follow within seconds.",
  async run([name, ...args], io) {
    const kind = parseTable(name);
    const { values, file } = readArgs(args, { check: "boolean", author: "string" });
    if (!kind || !file) throw new UsageError(kind ? "Which file?" : "Which table?");
    if (file !== "-") {
      await access(file).catch(() => {
        throw new Refusal(`There is no file ${file}.`);
      });
    }
    const tables = await openTables(io);
    try {
      const author = values.author ?? (io.env.USER || "operator");
      const ask = { kind, author, bytes: io.readBytes(file), checkOnly: values.check ?? false };
      return tellImport(io, file, await importFile(tables, ask));
    } finally {
      await tables.store.close();
    }
  },
};
