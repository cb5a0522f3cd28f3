import { LineCounter, parseDocument } from "yaml";
import { setupSchema } from "../../contract/setup/setup.ts";
import { checkSetup, warnOfSetup } from "../../core/check-setup.ts";
import type { Setup } from "../../core/setup.ts";
import type { FindingCode } from "../../core/static-checks/finding.ts";
import { findingsOf } from "../../core/static-checks/index.ts";
import { createLineFinder, type LineFinder } from "./line-finder.ts";
import { formatPath, type Path, parsePath } from "./path.ts";
import { tellIssue } from "./tell-issue.ts";

/** Something in a setup file: its line from 1 on, the path of the value, and what about it. */
export interface SetupProblem {
  readonly line: number;
  readonly path: string;
  readonly message: string;
  /** Of a static check. */
  readonly code?: FindingCode;
}

export type ParsedSetup =
  | { readonly ok: true; readonly setup: Setup; readonly warnings: readonly SetupProblem[] }
  | { readonly ok: false; readonly problems: readonly SetupProblem[] };

/**
 * A setup out of YAML or JSON text, checked as a whole: either all of it is good, or every problem that could be found is
 * told with its line. Never throws.
 */
export function parseSetup(text: string): ParsedSetup {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number) => Math.max(1, counter.linePos(offset).line);
  if (document.errors.length > 0) {
    return refuse(document.errors.map((error) => ({ line: at(error.pos[0]), path: "", message: plain(error.message) })));
  }
  const read = readValue(() => document.toJS({ maxAliasCount: 200 }));
  if ("failure" in read) return refuse([{ line: 1, path: "", message: read.failure }]);
  if (read.value === null) return refuse([{ line: 1, path: "", message: "the file is empty" }]);
  const lines = createLineFinder(document, at);
  const warnings = document.warnings.map((warning) => ({ line: at(warning.pos[0]), path: "", message: plain(warning.message) }));
  return readSetup(read.value, lines, warnings);
}

function readSetup(value: unknown, lines: LineFinder, yamlWarnings: readonly SetupProblem[]): ParsedSetup {
  const place = (path: Path, message: string): SetupProblem => ({ line: lines(path), path: formatPath(path), message });
  const parsed = setupSchema.safeParse(value);
  if (!parsed.success) {
    return refuse(parsed.error.issues.flatMap((issue) => tellIssue(issue)).map(({ path, message }) => place(path, message)));
  }
  const faults = checkSetup(parsed.data).map(({ path, message }) => place(parsePath(path), message));
  if (faults.length > 0) return refuse(faults);
  const warnings: readonly SetupProblem[] = [
    ...warnOfSetup(parsed.data).map(({ path, message }) => place(parsePath(path), message)),
    ...findingsOf(parsed.data).map(({ code, path, message }) => ({ ...place(parsePath(path), message), code })),
  ];
  return { ok: true, setup: parsed.data, warnings: [...yamlWarnings, ...warnings] };
}

function refuse(problems: readonly SetupProblem[]): ParsedSetup {
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** An alias that refers to its own parent, or too many of them, is found only when the value is made. */
function readValue(read: () => unknown): { readonly value: unknown } | { readonly failure: string } {
  try {
    return { value: read() };
  } catch (error) {
    return { failure: plain(error instanceof Error ? error.message : String(error)) };
  }
}

/** One line, without the position that some messages repeat. */
function plain(message: string): string {
  return (message.split("\n", 1)[0] ?? "").replace(/ at line \d+, column \d+:?$/, "");
}
