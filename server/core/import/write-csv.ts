/** Whether a cell must be quoted so that a reader finds it whole. */
const special = /[",;\t|\r\n]/;
/** What a spreadsheet would run as a formula when it opens the file; numbers and phones are none. */
const formula = /^'*[=+\-@](?![\d\s().-]*$)/;

/** One line of CSV with its line end; a cell that a spreadsheet would take for a formula gets an apostrophe that `readCell` takes away. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}

function csvCell(cell: string | number | undefined): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = cell.trim();
  const safe = formula.test(text) ? `'${text}` : text;
  return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell as it was meant: trimmed, without the apostrophe that guards against formulas. */
export function readCell(cell: string): string {
  const text = cell.trim();
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
}
