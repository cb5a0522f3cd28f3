import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "../support/run-server.ts";
import { cpuPerRequest, httpPost, median, percentile, runLoad, startBenchServer } from "./load.ts";
import type { BenchRow } from "./row.ts";
import { startArguments } from "./start-arguments.ts";

const module = fileURLToPath(new URL("calendars-server.ts", import.meta.url));
const helloWorld = fileURLToPath(new URL("hello-world.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

async function figures<T>(role: string, ...args: string[]): Promise<T> {
  const { stdout } = await run(process.execPath, [module, role, ...args], { maxBuffer: 1_048_576 });
  return JSON.parse(stdout);
}

let counter = 0;

const headers = { "Content-Type": "text/plain;charset=UTF-8", Origin: "https://www.bench.example" };

function submissionOf(index: number): string {
  const n = index.toString().padStart(12, "0");
  const body = JSON.stringify({
    id: `bench-${n}-${process.pid.toString().padStart(8, "0")}`,
    form: {
      id: "demo",
      fields: [
        { name: "email", value: `sam${n}@firm${n}.example`, type: "email" },
        { name: "country", value: "DE" },
        { name: "company_size", value: "51-100" },
      ],
    },
    page: { url: "https://www.bench.example/demo?utm_source=ads&utm_campaign=bench" },
    visitor: { timeZone: "Europe/Berlin", locale: "de-DE" },
  });
  return body;
}

function submission(): Uint8Array {
  return httpPost("/v1/submissions", submissionOf(counter++), headers);
}

/** A change that was read, to the next answer that shows it. */
async function changeRows(folder: string): Promise<BenchRow[]> {
  const bare = await startBenchServer(module, ["bare"]);
  try {
    await cpuPerRequest(bare, { connections: 32, requests: 2_000, request: submission });
    const h = await cpuPerRequest(bare, { connections: 32, requests: 4_000, request: submission });
    const { micros } = await figures<{ micros: number }>("change", join(folder, "change.db"));
    return [
      { name: "H: bare Hono echo, CPU at 32 connections", value: h, unit: "µs" },
      { name: "a changed calendar → the pool's next times, 200 reps", value: micros, unit: "µs" },
      { name: "a changed calendar → the pool's next times, 200 reps", value: micros / h, unit: "H", ratioOf: "H", limit: 2 },
    ];
  } finally {
    await bare.stop();
  }
}

const requests = 400;

/** Offers at a steady pace, as visitors come: the latencies of all of them, ascending. */
async function offers(port: number): Promise<Float64Array> {
  const { latencies, errors } = await runLoad({ port, connections: 1, requests, request: submission });
  if (errors > 0) throw new Error(`${errors} offers failed`);
  return latencies;
}

async function syncRows(folder: string): Promise<BenchRow[]> {
  const keyFile = join(folder, "key.json");
  const google = await startBenchServer(module, ["fake", keyFile]);
  const server = await startBenchServer(module, ["following", join(folder, "sync.db"), keyFile, String(google.port)]);
  try {
    const sync = async () => {
      const answer = await fetch(`http://127.0.0.1:${server.port}/bench/sync`, { method: "POST" });
      const { read } = (await answer.json()) as { read: number };
      if (read !== 200) throw new Error(`${read} of 200 calendars were read`);
    };
    await offers(server.port);
    const begun = performance.now();
    await sync();
    const alone = (performance.now() - begun) / 1_000;
    const quiet: number[] = [];
    const busy: number[] = [];
    const during: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      quiet.push(percentile(await offers(server.port), 0.99));
      let isDone = false;
      const syncing = sync().finally(() => {
        isDone = true;
      });
      const seen: number[] = [];
      while (!isDone)
        seen.push(...(await runLoad({ port: server.port, connections: 1, requests: 20, request: submission })).latencies);
      await syncing;
      during.push(seen.length);
      busy.push(
        percentile(
          seen.toSorted((a, b) => a - b),
          0.99,
        ),
      );
    }
    const ratio = median(busy.map((value, i) => value / (quiet[i] ?? Number.NaN)));
    return [
      { name: "full sync of 200 calendars of 500 events", value: alone, unit: "s" },
      { name: "offers meanwhile, in all", value: during.reduce((sum, n) => sum + n, 0), unit: "offers" },
      { name: "offer, p99 without a sync", value: median(quiet) / 1_000, unit: "ms" },
      { name: "offer, p99 during it", value: median(busy) / 1_000, unit: "ms" },
      { name: "offer, p99 during it beside without", value: ratio, unit: "×", ratioOf: "p99 without", limit: 2 },
    ];
  } finally {
    await Promise.all([server.stop(), google.stop()]);
  }
}

interface Program {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly port: number;
  /** Whether the server gives the answer that is waited for. */
  readonly answers: (origin: string) => Promise<boolean>;
}

const isUp = async (origin: string) => (await fetch(`${origin}/healthz`)).ok;

async function offersTimes(origin: string): Promise<boolean> {
  const response = await fetch(`${origin}/v1/submissions`, { method: "POST", body: submissionOf(counter++), headers });
  const answer: unknown = await response.json();
  if (!JSON.stringify(answer).includes('"outcome":"offered"')) throw new RangeError(`no offer: ${JSON.stringify(answer)}`);
  return true;
}

/** Seconds from starting a program to its first answer. */
async function bootSeconds({ args, env = {}, port, answers }: Program): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: "ignore" });
  const ended = once(child, "exit");
  for (;;) {
    try {
      if (await answers(`http://127.0.0.1:${port}`)) break;
    } catch (error) {
      // Nobody listens yet.
      if (error instanceof RangeError) throw error;
    }
    if (performance.now() - begun > 30_000) throw new Error(`${args[0]} does not answer`);
    await pause(5);
  }
  const seconds = (performance.now() - begun) / 1_000;
  child.kill();
  await ended;
  return seconds;
}

async function bootRows(folder: string): Promise<BenchRow[]> {
  const file = join(folder, "boot.db");
  await run(process.execPath, [module, "prepare", file]);
  await run("npm", ["run", "--silent", "build"], { cwd: root });
  const built = startArguments();
  const start = async (database: string, answers = isUp, args = built) => {
    const port = await freePort();
    const env = {
      HANDRAISE_SECRET: "b".repeat(43),
      HANDRAISE_DATABASE_URL: `file:${database}`,
      HANDRAISE_PORT: String(port),
      HANDRAISE_LOG_LEVEL: "silent",
      HANDRAISE_CALENDAR_FRESH_SECONDS: "3600",
    };
    return bootSeconds({ args, env, port, answers });
  };
  const hello: number[] = [];
  const empty: number[] = [];
  const whole: number[] = [];
  const offered: number[] = [];
  const source: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const port = await freePort();
    hello.push(await bootSeconds({ args: [helloWorld, String(port)], port, answers: isUp }));
    empty.push(await start(join(folder, "empty.db")));
    whole.push(await start(file));
    offered.push(await start(file, offersTimes));
    source.push(await start(file, isUp, ["server/cli.ts", "start"]));
  }
  const beside = (rows: readonly number[]) => median(rows.slice(1).map((value, i) => value / (hello[i + 1] ?? Number.NaN)));
  const reps = whole.map((value, i) => value - (empty[i] ?? Number.NaN));
  return [
    { name: "hello world, start to first answer", value: median(hello), unit: "s" },
    { name: "5,000 reps and their readings, start to first answer", value: median(whole), unit: "s" },
    { name: "the same beside hello world", value: beside(whole), unit: "×", ratioOf: "hello world", limit: 2 },
    {
      name: "start to a visitor's first times, decided and written, beside hello world",
      value: beside(offered),
      unit: "×",
      ratioOf: "hello world",
    },
    { name: "without a rep, beside hello world", value: beside(empty), unit: "×", ratioOf: "hello world" },
    { name: "what the 5,000 reps add, beside hello world", value: beside(reps), unit: "×", ratioOf: "hello world" },
    { name: "with them, but from the source and not as it was built", value: beside(source), unit: "×", ratioOf: "hello world" },
  ];
}

/** What following calendars costs: a change in memory, a full sync while visitors are served, memory, and a restart. */
export async function benchCalendars(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "handraise-bench-"));
  try {
    const { loaded, offered } = await figures<{ loaded: number; offered: number }>("memory", join(folder, "memory.db"));
    const mb = 1_048_576;
    return [
      ...(await changeRows(folder)),
      ...(await syncRows(folder)),
      { name: "memory of 5,000 reps with 60 days of 300 busy times", value: loaded / mb, unit: "MB", limit: 50 },
      { name: "the same, once everybody's times were asked for", value: offered / mb, unit: "MB", limit: 50 },
      ...(await bootRows(folder)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
