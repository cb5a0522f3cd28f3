import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { startArguments } from "./start-arguments.ts";

/** A server in a process of its own, told by `serveBench` where it listens. */
export interface BenchServer {
  readonly port: number;
  /** CPU microseconds that the process has used so far, user and system. */
  cpuMicros(): Promise<number>;
  stop(): Promise<void>;
}

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** Requests in all, shared out among the connections. */
  readonly requests: number;
  /** The bytes of request number `index`, head and body. */
  readonly request: (index: number) => Uint8Array;
}

export interface LoadResult {
  readonly seconds: number;
  /** Answers with another status than 2xx. */
  readonly errors: number;
  /** Microseconds from the first byte sent to the last byte read, ascending. */
  readonly latencies: Float64Array;
}

/** Every server runs with the flags of `npm start`, the bare one too. */
const asStarted = startArguments().filter((one) => one.startsWith("--"));

/** Forks a module that calls `serveBench`, and waits until it listens. */
export async function startBenchServer(module: string, args: readonly string[] = []): Promise<BenchServer> {
  const child = fork(module, args, { execArgv: asStarted, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const { port } = await reply<{ port: number }>(child);
  return {
    port,
    async cpuMicros() {
      child.send("cpu");
      return (await reply<{ micros: number }>(child)).micros;
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}

/** The child's side: says where it listens and answers what CPU it used. */
export function serveBench(port: number): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ micros: user + system });
  });
  process.send?.({ port });
}

/** Drives a server over keep-alive connections, each with one request in flight. */
export async function runLoad({ port, connections, requests, request }: Load): Promise<LoadResult> {
  const latencies = new Float64Array(requests);
  let errors = 0;
  let next = 0;
  const since = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = await openClient(port);
      for (let index = next++; index < requests; index = next++) {
        const sentAt = performance.now();
        const status = await client.send(request(index));
        latencies[index] = (performance.now() - sentAt) * 1_000;
        if (status < 200 || status > 299) errors += 1;
      }
      client.close();
    }),
  );
  return { seconds: (performance.now() - since) / 1_000, errors, latencies: latencies.toSorted() };
}

/** A request's bytes, framed by Content-Length. */
export function httpPost(path: string, body: string, headers: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries({ ...headers, "Content-Length": String(Buffer.byteLength(body)) }).map(
    ([k, v]) => `${k}: ${v}\r\n`,
  );
  return Buffer.from(`POST ${path} HTTP/1.1\r\nHost: localhost\r\n${lines.join("")}\r\n${body}`);
}

/** The value that a share `p` of the ascending values does not exceed. */
export function percentile(ascending: ArrayLike<number>, p: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * p))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** CPU microseconds of the server for each request of a load. */
export async function cpuPerRequest(server: BenchServer, load: Omit<Load, "port">): Promise<number> {
  const before = await server.cpuMicros();
  const { errors } = await runLoad({ ...load, port: server.port });
  if (errors > 0) throw new Error(`${errors} of ${load.requests} requests failed`);
  return ((await server.cpuMicros()) - before) / load.requests;
}

async function openClient(port: number): Promise<{ send(bytes: Uint8Array): Promise<number>; close(): void }> {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | null = null;
  let received = Buffer.alloc(0);
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const status = completeAnswer(received);
    if (status === null) return;
    received = Buffer.alloc(0);
    waiting?.resolve(status);
  });
  socket.on("error", (error) => waiting?.reject(error));
  socket.on("close", () => waiting?.reject(new Error("the server closed the connection")));
  return {
    send: (bytes) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(bytes);
      }),
    close() {
      waiting = null;
      socket.destroy();
    },
  };
}

/** The status of an answer that has wholly arrived; null while it has not. */
function completeAnswer(received: Buffer): number | null {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const head = received.toString("latin1", 0, headEnd);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`an answer without Content-Length: ${head}`);
  return received.length < headEnd + 4 + Number(length) ? null : Number(head.slice(9, 12));
}

/** The child's next message, whose shape `serveBench` gives. */
function reply<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error("the bench server ended before it answered"));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as T);
    });
  });
}
