import { parseSetup, type SetupProblem } from "../adapters/setup-file/parse-setup.ts";
import { type CliIo, type Command, UsageError } from "./command.ts";
import { readArgs } from "./read-args.ts";

interface Told extends SetupProblem {
  readonly level: "error" | "warning";
}

/** Every problem of a setup file: what keeps it from being applied, or else what is most likely not meant. */
function problemsOf(text: string): readonly Told[] {
  const parsed = parseSetup(text);
  if (!parsed.ok) return parsed.problems.map((problem) => ({ level: "error", ...problem }));
  return parsed.warnings.toSorted((a, b) => a.line - b.line).map((problem) => ({ level: "warning", ...problem }));
}

function tell(io: CliIo, file: string, problems: readonly Told[]): void {
  for (const { level, line, path, message, code } of problems) {
    io.out(`${file}:${line}: ${level}: ${path ? `${path}: ` : ""}${message}${code ? ` (${code})` : ""}`);
  }
  const count = problems.length;
  io.out(count === 0 ? `${file}: nothing to say.` : `${count} ${count === 1 ? "problem" : "problems"}.`);
}

export const check: Command = {
  name: "check",
  usage: "<file.yaml | -> [--errors-only] [--json]",
  summary: "Checks a setup file as a whole: what is wrong, and what cannot be meant, such as a rule that is never asked.",
  async run(args, io) {
    const { values, file } = readArgs(args, { json: "boolean", "errors-only": "boolean" });
    if (!file) throw new UsageError("Which file?");
    const all = problemsOf(await io.readText(file));
    const problems = values["errors-only"] ? all.filter(({ level }) => level === "error") : all;
    if (values.json) io.out(JSON.stringify({ ok: problems.length === 0, problems }, null, 2));
    else tell(io, file, problems);
    return problems.length === 0 ? 0 : 1;
  },
};
