import { fileURLToPath } from "node:url";
import { type BenchServer, cpuPerRequest, httpPost, median, percentile, runLoad, startBenchServer } from "./load.ts";
import type { BenchRow } from "./row.ts";

const rounds = 9;
const variants = ["bare", "headers", "observed"] as const;
type Variant = (typeof variants)[number];
type Figures = Record<"cpu" | "p50", number[]>;

const body = JSON.stringify({
  id: "sub_0123456789abcdef",
  email: "someone@example.com",
  fields: ["a", "b", "c"].map((name) => ({ name })),
});
const post = httpPost("/echo", body, { "Content-Type": "text/plain;charset=UTF-8", Origin: "https://www.example.com" });

/**
 * What the public shell costs beside a bare Hono echo: `headers` has the origin check, the raw body, CORS and security
 * headers; `observed` adds the request id, the metrics and the log line.
 */
export async function benchShell(): Promise<BenchRow[]> {
  const servers = new Map<Variant, BenchServer>();
  const figures = new Map<Variant, Figures>(variants.map((variant) => [variant, { cpu: [], p50: [] }]));
  try {
    for (const variant of variants) servers.set(variant, await startBenchServer(serverModule, [variant]));
    for (let round = -1; round < rounds; round++) {
      for (const [variant, server] of servers) await playRound(server, round < 0 ? null : (figures.get(variant) ?? null));
    }
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
  return rowsOf(figures);
}

const serverModule = fileURLToPath(new URL("shell-server.ts", import.meta.url));

/** One round of one server; the warm-up has no figures to note. */
async function playRound(server: BenchServer, figures: Figures | null): Promise<void> {
  const cpu = await cpuPerRequest(server, { connections: 32, requests: 6_000, request: () => post });
  const single = await runLoad({ port: server.port, connections: 1, requests: 1_500, request: () => post });
  figures?.cpu.push(cpu);
  figures?.p50.push(percentile(single.latencies, 0.5));
}

function rowsOf(figures: ReadonlyMap<Variant, Figures>): BenchRow[] {
  const base = figures.get("bare") ?? { cpu: [], p50: [] };
  const ratio = (values: readonly number[], of: readonly number[]) =>
    median(values.map((value, i) => value / (of[i] ?? Number.NaN)));
  const rows: BenchRow[] = [
    { name: "H: CPU of a bare Hono echo, 32 connections", value: median(base.cpu), unit: "µs" },
    { name: "H: p50 of a bare Hono echo, 1 connection", value: median(base.p50), unit: "µs" },
  ];
  for (const variant of ["headers", "observed"] as const) {
    const { cpu, p50 } = figures.get(variant) ?? { cpu: [], p50: [] };
    const name = variant === "headers" ? "shell: headers and CORS" : "shell: with request id, metrics and log line";
    rows.push(
      {
        name: `${name}, CPU`,
        value: ratio(cpu, base.cpu),
        unit: "H",
        ratioOf: "H CPU",
        ...(variant === "headers" ? { limit: 1.15 } : {}),
      },
      { name: `${name}, p50`, value: ratio(p50, base.p50), unit: "H", ratioOf: "H p50" },
    );
  }
  return rows;
}
