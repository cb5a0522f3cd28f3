import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "../../db/open-store.ts";
import { type CommandLine, openCommandLine } from "../support/command-line.ts";
import { fiveReps, submitTo } from "../support/race-for-one-time.ts";
import { type ServerProcess, startServerProcess } from "../support/server-process.ts";
import { submissionId } from "../support/test-world.ts";

let cli: CommandLine;
let server: ServerProcess;
beforeEach(async () => {
  cli = openCommandLine({ HANDRAISE_SECRET: "p".repeat(43) });
  await cli.run(["apply", "-"], { input: fiveReps });
  server = await startServerProcess(cli.env);
});
afterEach(async () => {
  await server.stop();
  cli.remove();
});

/** How large the server's files may grow: what a full disk or a read-only file system is to a process that has them open. */
const limitFiles = (bytes: number | "unlimited") =>
  execFileSync("prlimit", [`--pid=${server.child.pid}`, `--fsize=${bytes}:unlimited`]);

const readiness = async () => {
  const response = await fetch(`${server.origin}/readyz`);
  return [response.status, await response.json()];
};

test.each([
  ["has room for a few more pages", () => statSync(cli.path("data/handraise.db-wal")).size + 100_000],
  ["takes no write at all", () => 0],
])(
  "a disk that %s: what cannot be kept is refused, what was acknowledged is there, and it goes on when there is room",
  async (_, room) => {
    const kept = new Set<string>();
    const submit = async (id = submissionId()) => {
      const reply = await submitTo(server.origin, { email: "ada@firm.example" }, id);
      if (reply.status === 200) kept.add(id);
      return { id, ...reply };
    };
    for (let n = 0; n < 10; n++) await submit();
    limitFiles(room());

    let refused = await submit();
    for (let n = 0; refused.status === 200 && n < 1_000; n++) refused = await submit();
    expect(refused).toMatchObject({ status: 503, retryAfter: "1", answer: { error: { code: "store_unavailable" } } });
    expect((await submit()).status).toBe(503);
    await expect.poll(readiness, { timeout: 10_000 }).toEqual([503, { status: "not_ready", reasons: ["store_unavailable"] }]);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);

    limitFiles("unlimited");
    expect((await submit(refused.id)).status).toBe(200);
    await expect.poll(readiness, { timeout: 10_000 }).toEqual([200, { status: "ready" }]);
    expect(await server.stop()).toBe(0);

    const store = await openStore(cli.env.HANDRAISE_DATABASE_URL ?? "");
    for (const id of kept) expect(await store.read.submissions.find(id, 0)).toMatchObject({ state: "decided" });
    await store.close();
  },
);
