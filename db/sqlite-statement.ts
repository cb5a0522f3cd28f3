import type { Statement as Native } from "better-sqlite3";
import { Column, is, Param, Placeholder, SQL } from "drizzle-orm";
import type { Statement } from "./engine.ts";

/** Hears of a write that succeeded; `again` makes the very same write once more. */
export type OnWrite = (again: () => void) => void;

interface Encoder {
  mapToDriverValue(value: unknown): unknown;
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}

/** What drizzle prepared: the driver's statement, what is bound to it, and what its columns mean. */
interface Built {
  readonly stmt: Native<unknown[], unknown[]>;
  readonly query: { readonly params: readonly unknown[] };
  readonly fields: readonly { readonly path: readonly string[]; readonly field: unknown }[] | undefined;
}

type Values = Record<string, unknown>;

/** Private to drizzle, whose version is pinned; `test/contract/store` leads every statement through here. */
const asBuilt = (prepared: unknown): Built => prepared as Built;
/** Columns and SQL chunks have both directions; drizzle types only the one that it expects to be used. */
const asCoder = (field: unknown): Encoder & Decoder => field as Encoder & Decoder;
const decoderOfSql = (field: SQL): Decoder => (field as unknown as { decoder: Decoder }).decoder;
/** A statement gives rows of what its query selects, or the number of rows that it wrote. */
const asResult = <T>(result: unknown): T => result as T;

type Bind = (values: Values) => unknown;

function bindOf(param: unknown): Bind {
  if (is(param, Placeholder)) return (values) => values[param.name];
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
  const { name } = param.value;
  const encoder = asCoder(param.encoder);
  if (encoder.mapToDriverValue === Column.prototype.mapToDriverValue) return (values) => values[name];
  return (values) => encoder.mapToDriverValue(values[name]);
}

function decoderOf(field: unknown): Decoder {
  if (is(field, Column)) return asCoder(field);
  if (is(field, SQL)) return decoderOfSql(field);
  throw new TypeError("a statement selects columns and plain SQL");
}

function rowOf(fields: NonNullable<Built["fields"]>): (values: readonly unknown[]) => Values {
  const columns = fields.map(({ path, field }) => ({ key: path.join("."), decoder: decoderOf(field) }));
  return (values) => {
    const row: Values = {};
    let at = 0;
    for (const { key, decoder } of columns) {
      const value = values[at++];
      row[key] = value === null ? null : decoder.mapFromDriverValue(value);
    }
    return row;
  };
}

function build({ stmt, query, fields }: Built, onWrite: OnWrite | undefined): (values: Values) => unknown {
  const binds = query.params.map(bindOf);
  const toRow = fields && rowOf(fields);
  if (toRow) stmt.raw();
  // Spread out, since the driver takes an array's values out of it one by one.
  const run = toRow ? (bound: unknown[]) => stmt.all(...bound) : (bound: unknown[]) => stmt.run(...bound).changes;
  const noteWrite = stmt.readonly ? undefined : onWrite;
  return (values) => {
    const bound: unknown[] = [];
    for (const bind of binds) bound.push(bind(values));
    const result = run(bound);
    noteWrite?.(() => run(bound));
    return toRow && Array.isArray(result) ? result.map(toRow) : result;
  };
}

/**
 * Drizzle writes a statement once, when it is first used; from then on the driver runs it without drizzle in between, whose
 * filling of placeholders and mapping of rows cost as much again as the statement itself.
 */
export function sqliteStatement<T>(prepare: () => unknown, onWrite?: OnWrite): Statement<T> {
  let run: ((values: Values) => unknown) | undefined;
  return (values = {}) => asResult<T>((run ??= build(asBuilt(prepare()), onWrite))(values));
}
