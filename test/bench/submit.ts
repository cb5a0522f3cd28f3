import { fileURLToPath } from "node:url";
import { type BenchServer, cpuPerRequest, httpPost, median, percentile, runLoad, startBenchServer } from "./load.ts";
import type { BenchRow } from "./row.ts";

const rounds = 7;
/** Until then the compiler is still at work on the way of a submission, which a server that runs for days has behind it. */
const warmUpRequests = 40_000;
/** With the same code, one process takes up to a fifth more than the next for as long as it lives. */
const wholeProcesses = 3;
const module = fileURLToPath(new URL("submit-server.ts", import.meta.url));

let counter = 0;

/** A new lead each time, of a company that is not among the accounts. */
function submission(): Uint8Array {
  const n = (counter++).toString().padStart(12, "0");
  const body = JSON.stringify({
    id: `bench-${n}-${process.pid.toString().padStart(8, "0")}`,
    form: {
      id: "demo",
      fields: [
        { name: "name", value: "Sam Some" },
        { name: "email", value: `sam${n}@firm${n}.example`, type: "email" },
        { name: "company", value: `Firm ${n}` },
        { name: "country", value: "DE" },
        { name: "company_size", value: "51-100" },
      ],
    },
    page: { url: "https://www.bench.example/demo?utm_source=ads&utm_campaign=bench" },
    visitor: { timeZone: "Europe/Berlin", locale: "de-DE" },
  });
  return httpPost("/v1/submissions", body, { "Content-Type": "text/plain;charset=UTF-8", Origin: "https://www.bench.example" });
}

interface Round {
  readonly cpu: number;
  readonly p50: number;
  readonly p99: number;
}

async function playRound(server: BenchServer): Promise<Round> {
  const cpu = await cpuPerRequest(server, { connections: 32, requests: 3_000, request: submission });
  const { latencies, errors } = await runLoad({ port: server.port, connections: 1, requests: 600, request: submission });
  if (errors > 0) throw new Error(`${errors} requests failed`);
  return { cpu, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99) };
}

/** The median of every round of every process, each beside the base in the same round. */
const ratios = (processes: readonly (readonly Round[])[], base: readonly Round[], key: keyof Round) =>
  median(processes.flatMap((rows) => rows.map((row, i) => row[key] / (base[i]?.[key] ?? Number.NaN))));

async function errorsUpTo512(server: BenchServer): Promise<number> {
  let errors = 0;
  for (const connections of [1, 8, 32, 128, 512]) {
    errors += (await runLoad({ port: server.port, connections, requests: 2_000, request: submission })).errors;
  }
  return errors;
}

/** Plays all servers in turn, round by round, so that each round's ratios saw the same machine. */
async function interleave(servers: readonly BenchServer[]): Promise<Round[][]> {
  const all: Round[][] = servers.map(() => []);
  for (const server of servers)
    await runLoad({ port: server.port, connections: 32, requests: warmUpRequests, request: submission });
  for (let round = 0; round < rounds; round++) {
    for (const [i, server] of servers.entries()) all[i]?.push(await playRound(server));
  }
  return all;
}

/** A submission over HTTP to its answer with times: 1,000 rules, 100,000 accounts, 200 reps with 200 busy times each, both writes durable. */
export async function benchSubmit(): Promise<BenchRow[]> {
  const servers: BenchServer[] = [];
  try {
    const wholes = Array.from({ length: wholeProcesses }, () => ["whole", "200"]);
    for (const args of [["bare"], ["whole", "1"], ["whole", "5000"], ...wholes])
      servers.push(await startBenchServer(module, args));
    const [bare = [], one = [], many = [], ...whole] = await interleave(servers);
    const errors = servers[3] ? await errorsUpTo512(servers[3]) : Number.NaN;
    return [
      { name: "H: bare Hono echo, CPU at 32 connections", value: median(bare.map(({ cpu }) => cpu)), unit: "µs" },
      { name: "H: bare Hono echo, p50 at 1 connection", value: median(bare.map(({ p50 }) => p50)), unit: "µs" },
      { name: "submit → slots, CPU at 32 connections", value: ratios(whole, bare, "cpu"), unit: "H", ratioOf: "H CPU", limit: 3 },
      { name: "submit → slots, p50 at 1 connection", value: ratios(whole, bare, "p50"), unit: "H", ratioOf: "H p50", limit: 12 },
      { name: "submit → slots, p50 at 1 connection", value: median(whole.flat().map(({ p50 }) => p50)), unit: "µs" },
      {
        name: "submit → slots, p99 beside its own p50",
        value: median(whole.flat().map(({ p50, p99 }) => p99 / p50)),
        unit: "×",
        ratioOf: "own p50",
        limit: 8,
      },
      { name: "submit → slots, errors from 1 to 512 connections", value: errors, unit: "errors", limit: 0 },
      {
        name: "5,000 reps in the pool beside 1, p50",
        value: ratios([many], one, "p50"),
        unit: "×",
        ratioOf: "1 rep",
        limit: 1.3,
      },
    ];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
