import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openSqliteStore } from "../../db/sqlite.ts";
import type { Store } from "../../db/store.ts";
import { importFile } from "../../server/flows/accounts/import-file.ts";
import { importWorld } from "../support/import-world.ts";
import type { BenchRow } from "./row.ts";

const [few, many] = [100_000, 1_000_000];
const megabyte = 1024 * 1024;
const beatEveryMs = 25;

/** A table as a CRM exports one, a hundred bytes a row. */
async function* table(rows: number): AsyncGenerator<Uint8Array, void, void> {
  let text = "id,name,domain,alt_domains,country,employees,owner,parent_id,Region,Segment\n";
  for (let at = 1; at <= rows; at++) {
    const parent = at % 10 === 0 ? "c1" : "";
    text += `c${at},"Company ${at}, Inc.",c${at}.example,c${at}.de.example,DE,11-50,olga@acme.example,${parent},EMEA,mid\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  /** How long a small unit of somebody else's waited, sorted. */
  readonly waits: readonly number[];
}

async function measure(store: Store, rows: number): Promise<Measured> {
  let most = process.memoryUsage().rss;
  let over = false;
  const waits: number[] = [];
  const visitor = async () => {
    while (!over) {
      const began = performance.now();
      await store.write((repos) => repos.submissions.markRejected("nobody", 0, "none"));
      waits.push(performance.now() - began);
      most = Math.max(most, process.memoryUsage().rss);
      await pause(beatEveryMs);
    }
  };
  const visiting = visitor();
  const began = performance.now();
  const { report } = await importFile(importWorld(store), { kind: "accounts", author: "ada", bytes: table(rows) });
  const seconds = (performance.now() - began) / 1_000;
  over = true;
  await visiting;
  if (report.changed !== rows) throw new Error(`${report.changed} of ${rows} rows were applied`);
  return { seconds, megabytes: most / megabyte, waits: waits.toSorted((a, b) => a - b) };
}

async function inFreshStore(rows: number): Promise<Measured> {
  const folder = mkdtempSync(path.join(tmpdir(), "handraise-import-"));
  const store = await openSqliteStore({ file: path.join(folder, "import.db") });
  try {
    return await measure(store, rows);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

/** A million rows into SQLite on a file, beside somebody who writes all the while. */
export async function benchImport(): Promise<BenchRow[]> {
  const small = await inFreshStore(few);
  const large = await inFreshStore(many);
  const wait = (part: number) => large.waits[Math.floor(large.waits.length * part)] ?? 0;
  return [
    { name: "100,000 rows", value: small.seconds, unit: "s" },
    { name: "1,000,000 rows", value: large.seconds, unit: "s" },
    { name: "memory of the process at most, 100,000 rows", value: small.megabytes, unit: "MB" },
    {
      name: "memory of the process at most, 1,000,000 rows",
      value: large.megabytes,
      unit: "MB",
      limit: small.megabytes + 100,
    },
    { name: "another's write meanwhile, p50", value: wait(0.5), unit: "ms" },
    { name: "another's write meanwhile, p99", value: wait(0.99), unit: "ms" },
    { name: "another's write meanwhile, longest", value: wait(1 - 1 / large.waits.length), unit: "ms" },
  ];
}
