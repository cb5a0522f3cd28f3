import type { RowNote } from "./row.ts";

/** A row of a file that something is said about; `line` is where it begins, counted from 1. */
export interface LineNote extends RowNote {
  readonly line: number;
}

/** What came of reading a file. Of problems and warnings the first are named, all are counted. */
export interface ImportReport {
  /** Rows below the header. */
  readonly rows: number;
  readonly problems: readonly LineNote[];
  readonly problemCount: number;
  readonly warnings: readonly LineNote[];
  readonly warningCount: number;
  /** Rows that said something new, once it is applied. */
  readonly changed: number;
}

/** Of each kind of note as many are kept, so that a million bad lines take no more room than a thousand. */
const most = 1_000;

/** A report with more warnings. */
export function addWarnings(report: ImportReport, notes: readonly LineNote[]): ImportReport {
  if (notes.length === 0) return report;
  const warnings = [...report.warnings, ...notes].toSorted(byLine).slice(0, most);
  return { ...report, warnings, warningCount: report.warningCount + notes.length };
}

/** Collects what is said about the rows of a file. */
export function createReport() {
  const problems: LineNote[] = [];
  const warnings: LineNote[] = [];
  let [rows, problemCount, warningCount] = [0, 0, 0];
  return {
    row() {
      rows += 1;
    },
    problem(line: number, note: RowNote) {
      problemCount += 1;
      if (problems.length < most) problems.push({ line, ...note });
    },
    warning(line: number, note: RowNote) {
      warningCount += 1;
      if (warnings.length < most) warnings.push({ line, ...note });
    },
    get problemCount() {
      return problemCount;
    },
    read: (): ImportReport => ({
      rows,
      problems: problems.toSorted(byLine),
      problemCount,
      warnings: warnings.toSorted(byLine),
      warningCount,
      changed: 0,
    }),
  };
}

const byLine = (a: LineNote, b: LineNote) => a.line - b.line;
