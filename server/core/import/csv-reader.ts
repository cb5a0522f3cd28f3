/** A record of a CSV file with the line that it begins on, counted from 1; or why there is none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly fault: CsvFault };

export type CsvFault = "quote_open" | "text_after_quote" | "too_long";

/** Reads CSV piece by piece; holds no more than the longest record. */
export interface CsvReader {
  /** The records that this piece completed. */
  push(piece: string): CsvRecord[];
  /** What was left at the end of the file. */
  end(): CsvRecord[];
}

/** A record longer than this, in characters, is a fault: most often a quote that nobody closed. */
const longestRecord = 262_144;

const separators = [",", ";", "\t", "|"] as const;
export type Separator = (typeof separators)[number];

/** A separator that the file itself names in its first line, as spreadsheets write it. */
const named = /^sep=(.)\r?$/i;

/**
 * A reader of CSV as people export it (RFC 4180 and around it): the separator is a comma, semicolon, tab or bar, whichever the
 * first line has most of; lines end in LF, CRLF or CR; quoted cells may have separators, quotes (doubled) and line ends in them.
 * Empty lines are left out. After a fault it goes on with the next line.
 */
export function createCsvReader(): CsvReader {
  let rest = "";
  let line = 1;
  let separator: Separator | null = null;

  const learnSeparator = (first: string): boolean => {
    const told = separators.find((one) => one === named.exec(first)?.[1]);
    separator = told ?? mostFrequent(first);
    return told !== undefined;
  };

  const read = (ended: boolean): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let at = 0;
    while (at < rest.length) {
      const found = lineAt(rest, at, ended);
      if (found === null) break;
      if (separator === null && learnSeparator(found.text)) {
        at = found.next;
        line += 1;
        continue;
      }
      const record = found.text.includes('"')
        ? quotedRecord(rest, at, { separator: separator ?? ",", ended })
        : { cells: found.text.split(separator ?? ","), next: found.next, lines: 1 };
      if (record === null) break;
      if ("fault" in record) records.push({ line, fault: record.fault });
      else if (record.cells.length > 1 || record.cells[0]?.trim() !== "") records.push({ line, cells: record.cells });
      at = "fault" in record ? found.next : record.next;
      line += "fault" in record ? 1 : record.lines;
    }
    rest = rest.slice(at);
    if (rest.length > longestRecord && !rest.includes('"')) {
      records.push({ line, fault: "too_long" });
      rest = "";
    }
    return records;
  };

  return {
    push(piece) {
      rest += piece;
      return read(false);
    },
    end: () => read(true),
  };
}

function mostFrequent(text: string): Separator {
  const bare = text.replace(/"(?:[^"]|"")*"/g, "");
  const counts = separators.map((one) => ({ one, count: bare.split(one).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

/** The line at `at` and where the next one begins; null when its end has not arrived. */
function lineAt(text: string, at: number, ended: boolean): { readonly text: string; readonly next: number } | null {
  const feed = text.indexOf("\n", at);
  const end = feed < 0 ? text.length : feed;
  const cr = text.slice(at, end).indexOf("\r");
  // A CR as the last character that arrived may be half of a CRLF.
  if (cr >= 0 && at + cr + 1 < text.length && at + cr + 1 !== feed) return { text: text.slice(at, at + cr), next: at + cr + 1 };
  if (feed < 0 && !ended) return null;
  return { text: text.slice(at, cr < 0 ? end : at + cr), next: feed < 0 ? text.length : feed + 1 };
}

interface Quoted {
  readonly separator: Separator;
  readonly ended: boolean;
}

type QuotedRecord = { readonly cells: string[]; readonly next: number; readonly lines: number } | { readonly fault: CsvFault };

/** The record at `at`, with quotes in it; null when its end has not arrived. */
function quotedRecord(text: string, start: number, { separator, ended }: Quoted): QuotedRecord | null {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, separator);
    if (cell === null) {
      if (ended || text.length - start > longestRecord) return { fault: "quote_open" };
      return null;
    }
    if (cell.end - start > longestRecord) return { fault: "too_long" };
    cells.push(cell.value);
    lines += cell.lines;
    at = cell.end;
    const after = text[at];
    if (after === separator) at += 1;
    else if (after === undefined && ended) return { cells, next: at, lines };
    else if (after === undefined) return null;
    else if (after === "\n") return { cells, next: at + 1, lines };
    else if (after !== "\r") return { fault: "text_after_quote" };
    else if (at + 1 >= text.length && !ended) return null;
    else return { cells, next: text[at + 1] === "\n" ? at + 2 : at + 1, lines };
  }
}

interface Cell {
  readonly value: string;
  readonly end: number;
  /** Line ends inside. */
  readonly lines: number;
}

function quotedCell(text: string, start: number): Cell | null {
  let from = start + 1;
  let value = "";
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return null;
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, end: quote + 1, lines: value.split(/\r\n|\n|\r/).length - 1 };
    value += '"';
    from = quote + 2;
  }
}

/** A quote inside a cell that does not begin with one is a letter like others: `5" pipes`. */
function plainCell(text: string, start: number, separator: Separator): Cell {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: text.slice(start, end), end, lines: 0 };
}
