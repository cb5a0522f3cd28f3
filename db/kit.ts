import * as pg from "drizzle-orm/pg-core";
import * as lite from "drizzle-orm/sqlite-core";
import type { Instant } from "../server/core/time.ts";

// Postgres has no NUL in text; what a page sent stays exact in the bytes of the submission.
const withoutNul = (text: string | null): string | null => (text?.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text);
const toJson = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));
const fromJson = (text: string | null): unknown => JSON.parse(text ?? "null");
const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const asBytes = (buffer: Uint8Array): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
const toSpans = (bytes: Uint8Array): Int32Array => new Int32Array(new Uint8Array(bytes).buffer);
/** SQLite's driver gives each value memory of its own, which need not be copied once more. */
const asSpans = (bytes: Uint8Array): Int32Array =>
  bytes.byteLength === bytes.buffer.byteLength ? new Int32Array(bytes.buffer) : toSpans(bytes);
const fromSpans = (spans: Int32Array): Buffer => Buffer.from(spans.buffer, spans.byteOffset, spans.byteLength);

const pgText = pg.customType<{ data: string; driverData: string | null }>({ dataType: () => "text", toDriver: withoutNul });
// Documents stay text: they are never queried, and jsonb would parse them on every write.
const pgJson = pg.customType<{ data: unknown; driverData: string | null }>({
  dataType: () => "text",
  toDriver: toJson,
  fromDriver: fromJson,
});
const pgBytes = pg.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: asBuffer,
  fromDriver: asBytes,
});
const pgSpans = pg.customType<{ data: Int32Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: fromSpans,
  fromDriver: toSpans,
});

const liteText = lite.customType<{ data: string; driverData: string | null }>({ dataType: () => "text", toDriver: withoutNul });
const liteJson = lite.customType<{ data: unknown; driverData: string | null }>({
  dataType: () => "text",
  toDriver: toJson,
  fromDriver: fromJson,
});
const liteBytes = lite.customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "blob",
  toDriver: asBuffer,
  fromDriver: asBytes,
});
const liteSpans = lite.customType<{ data: Int32Array; driverData: Uint8Array }>({
  dataType: () => "blob",
  toDriver: fromSpans,
  fromDriver: asSpans,
});

/** The column vocabulary on Postgres; its types are the ones that the repositories see on every engine. */
export const postgresKit = {
  table: pg.pgTable,
  /** An id or key made by us. */
  id: <T extends string = string>(name: string) => pg.text(name).$type<T>(),
  /** What people wrote. */
  text: (name: string) => pgText(name),
  /** One of a few words. */
  choice: <T extends string>(name: string) => pg.text(name).$type<T>(),
  integer: (name: string) => pg.bigint(name, { mode: "number" }),
  /** Epoch milliseconds. */
  instant: (name: string) => pg.bigint(name, { mode: "number" }).$type<Instant>(),
  /** A document that is only ever read whole. */
  json: <T>(name: string) => pgJson(name).$type<T>(),
  bytes: (name: string) => pgBytes(name),
  /** Flat pairs of epoch minutes, four bytes each, little-endian as on every machine that Node runs on. */
  spans: (name: string) => pgSpans(name),
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  check: pg.check,
};

export type Kit = typeof postgresKit;

const liteKit = {
  table: lite.sqliteTable,
  id: (name: string) => lite.text(name),
  text: (name: string) => liteText(name),
  choice: (name: string) => lite.text(name),
  integer: (name: string) => lite.integer(name),
  instant: (name: string) => lite.integer(name, { mode: "number" }),
  json: (name: string) => liteJson(name),
  bytes: (name: string) => liteBytes(name),
  spans: (name: string) => liteSpans(name),
  index: lite.index,
  uniqueIndex: lite.uniqueIndex,
  primaryKey: lite.primaryKey,
  check: lite.check,
} satisfies Record<keyof Kit, unknown>;

/**
 * SQLite's words under Postgres's types. It holds because every kind above gives and takes the same JavaScript values on
 * both engines, and only builder methods that both have are used; `test/contract/store` runs every repository on each.
 */
function underPostgresTypes(kit: Record<keyof Kit, unknown>): Kit {
  return kit as unknown as Kit;
}

export const sqliteKit: Kit = underPostgresTypes(liteKit);
