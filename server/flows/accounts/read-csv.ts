import { type CsvFault, createCsvReader } from "../../core/import/csv-reader.ts";

type Decoder = InstanceType<typeof TextDecoder>;

/** A record of a file, or what is wrong with a line of it. After `stop` nothing follows: the rest cannot be read. */
export type FileRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly reason: string; readonly stop?: true };

const faults: Readonly<Record<CsvFault, string>> = {
  quote_open: "a quote that opens here is never closed",
  text_after_quote: "there is text between a closing quote and the next separator",
  too_long: "it is longer than 262144 characters",
};

/** Reads CSV in UTF-8, or in UTF-16 with its mark, a batch a piece of the file; holds no more than that and one record. */
export async function* readCsv(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly FileRecord[], void, void> {
  const reader = createCsvReader();
  const told = (records: ReturnType<typeof reader.push>): FileRecord[] =>
    records.map((record) => ("fault" in record ? { line: record.line, reason: faults[record.fault] } : record));
  let decoder: Decoder | null = null;
  let lines = 1;
  for await (const piece of whole(bytes)) {
    if (decoder === null) {
      const foreign = foreignFormat(piece);
      if (foreign) {
        yield [{ line: 1, reason: foreign, stop: true }];
        return;
      }
      decoder = decoderOf(piece);
    }
    const text = decodeOrNull(decoder, piece);
    if (text === null) {
      yield [{ line: lines + linesBeforeFault(piece), reason: encodingReason(piece), stop: true }];
      return;
    }
    lines += text.split("\n").length - 1;
    yield told(reader.push(text));
  }
  const rest = decoder === null ? "" : decodeOrNull(decoder);
  if (rest === null) yield [{ line: lines, reason: "the file ends inside a character", stop: true }];
  else yield told([...reader.push(rest), ...reader.end()]);
}

/** The first piece is long enough to tell what the file is. */
async function* whole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  let first: Uint8Array | null = new Uint8Array(0);
  for await (const piece of bytes) {
    if (first === null) yield piece;
    else {
      first = joined(first, piece);
      if (first.length < 4) continue;
      yield first;
      first = null;
    }
  }
  if (first !== null && first.length > 0) yield first;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

const beginsWith = (bytes: Uint8Array, ...values: readonly number[]) => values.every((value, at) => bytes[at] === value);

/** What the file is when it is no text at all. */
function foreignFormat(bytes: Uint8Array): string | null {
  if (beginsWith(bytes, 0x50, 0x4b, 3, 4)) return "the file is a spreadsheet or an archive; save it as CSV";
  if (beginsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return "the file is an old Excel workbook; save it as CSV";
  if (beginsWith(bytes, 0x1f, 0x8b)) return "the file is compressed; unpack it first";
  if (beginsWith(bytes, 0xff, 0xfe) || beginsWith(bytes, 0xfe, 0xff)) return null;
  const head = bytes.subarray(0, 1_000);
  return head.includes(0) ? "the file is in UTF-16 without a mark, or no text; save it as CSV in UTF-8" : null;
}

function decoderOf(bytes: Uint8Array): Decoder {
  if (beginsWith(bytes, 0xff, 0xfe)) return new TextDecoder("utf-16le", { fatal: true });
  if (beginsWith(bytes, 0xfe, 0xff)) return new TextDecoder("utf-16be", { fatal: true });
  return new TextDecoder("utf-8", { fatal: true });
}

function decodeOrNull(decoder: Decoder, piece?: Uint8Array): string | null {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
  } catch {
    // Node says no more than that the bytes are not of the encoding.
    return null;
  }
}

function linesBeforeFault(piece: Uint8Array): number {
  const text = new TextDecoder("utf-8").decode(piece);
  return text.slice(0, Math.max(0, text.indexOf("\ufffd"))).split("\n").length - 1;
}

/** Which encoding it is, as far as its bytes tell. */
function encodingReason(piece: Uint8Array): string {
  const japanese = decodeOrNull(new TextDecoder("shift_jis", { fatal: true }), piece);
  const name = japanese !== null && /[\p{Script=Hiragana}\p{Script=Katakana}]{2}/u.test(japanese) ? "Shift_JIS" : "Windows-1252";
  return `the file is not in UTF-8 but, it seems, in ${name}; save it as CSV in UTF-8`;
}
