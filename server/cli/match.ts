import { createReadStream } from "node:fs";
import { access } from "node:fs/promises";
import { createCsvReader } from "../core/import/csv-reader.ts";
import type { Match } from "../core/match/account.ts";
import { accountsOfRows } from "../core/match/account-rows.ts";
import { type LeadLabel, readLeadRow } from "../core/match/labelled-lead.ts";
import { type Figures, f1, falsePositiveRate, precision, recall, scoreAnswers } from "../core/match/score-answers.ts";
import { matchLeads } from "../flows/leads/match-leads.ts";
import { type CliIo, type Command, Refusal, UsageError } from "./command.ts";
import { readOptions } from "./read-args.ts";

type Row = Readonly<Record<string, string | undefined>>;

/** Rows of a CSV file by the names of its first line. */
async function* rowsOf(file: string): AsyncGenerator<Row, void, void> {
  await access(file).catch(() => {
    throw new Refusal(`There is no file ${file}.`);
  });
  const reader = createCsvReader();
  const decoder = new TextDecoder("utf-8");
  let names: readonly string[] | null = null;
  const read = function* (records: ReturnType<typeof reader.push>): Generator<Row, void, void> {
    for (const record of records) {
      if ("fault" in record) throw new Refusal(`${file}:${record.line}: this line is no CSV (${record.fault}).`);
      if (names === null) names = record.cells;
      else yield Object.fromEntries(names.map((name, at) => [name, record.cells[at]]));
    }
  };
  for await (const piece of bytesOf(file)) yield* read(reader.push(decoder.decode(piece, { stream: true })));
  yield* read([...reader.push(decoder.decode()), ...reader.end()]);
}

/** The guarantee: a stream without an encoding gives bytes. */
const bytesOf = (file: string): AsyncIterable<Uint8Array> => createReadStream(file);

async function all(file: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of rowsOf(file)) rows.push(row);
  return rows;
}

const short = (evidence: Match["evidence"]) => evidence.map(({ code, detail, contribution }) => ({ code, detail, contribution }));

function line(id: string, { account, score, evidence, candidates, decision, ultimateParentId }: Match): string {
  return JSON.stringify({
    id,
    accountId: account?.id ?? null,
    ...(ultimateParentId === undefined ? {} : { ultimateParentId }),
    score,
    decision,
    evidence: short(evidence),
    candidates: candidates.map((one) => ({ ...one, evidence: short(one.evidence) })),
  });
}

const percent = (share: number) => share.toFixed(4);

function told(name: string, figures: Figures): string {
  const { leads, answered, right, none } = figures;
  const found =
    none === leads
      ? ""
      : `  precision ${percent(precision(figures))}  recall ${percent(recall(figures))}  F1 ${percent(f1(figures))}`;
  const wrong = none === 0 ? "" : `  false positives ${percent(falsePositiveRate(figures))} of ${none}`;
  return `${name.padEnd(30)} ${String(leads).padStart(6)} leads  ${String(answered).padStart(6)} answered  ${String(right).padStart(6)} right${found}${wrong}`;
}

function tellFigures(io: CliIo, answers: readonly { readonly label: LeadLabel; readonly answer: string | null }[]): void {
  const { byClass, total } = scoreAnswers(answers);
  for (const [name, figures] of [...byClass].sort(([a], [b]) => (a < b ? -1 : 1))) io.out(told(name, figures));
  io.out(told("total", total));
}

export const matchCommand: Command = {
  name: "match",
  usage: "--accounts <accounts.csv> [--aliases <aliases.csv>] --leads <leads.csv> [--evaluate]",
  summary: "Matches the leads of a file to the accounts of another, a JSON line a lead; `--evaluate` tells how well, by labels.",
  async run(args, io) {
    const { accounts, aliases, leads, evaluate } = readOptions(args, {
      accounts: "string",
      aliases: "string",
      leads: "string",
      evaluate: "boolean",
    });
    if (accounts === undefined || leads === undefined) throw new UsageError("It takes accounts and leads.");
    const matched = matchLeads(accountsOfRows(await all(accounts), aliases === undefined ? [] : await all(aliases)));
    const answers: { readonly label: LeadLabel; readonly answer: string | null }[] = [];
    for await (const raw of rowsOf(leads)) {
      const { id, lead, label } = readLeadRow(raw);
      const match = matched(lead);
      if (!evaluate) io.out(line(id, match));
      else if (label !== undefined) answers.push({ label, answer: match.account?.id ?? null });
    }
    if (evaluate && answers.length === 0) throw new Refusal(`${leads} has no labels: no column expected_account_id.`);
    if (evaluate) tellFigures(io, answers);
    return 0;
  },
};
