import { spawn } from "node:child_process";
import { once } from "node:events";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { childEnvironment } from "../support/child-environment.ts";
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

test("a backup that is taken while the server writes ends, is whole, and holds every lead acknowledged before it began", async () => {
  const acknowledged: string[] = [];
  let stopped = false;
  const submitUntilStopped = async () => {
    while (!stopped) {
      const id = submissionId();
      const { status } = await submitTo(server.origin, { email: "ada@firm.example", message: "x".repeat(5_000) }, id);
      if (status === 200) acknowledged.push(id);
    }
  };
  const clients = Array.from({ length: 8 }, submitUntilStopped);
  await expect.poll(() => acknowledged.length, { interval: 5, timeout: 60_000 }).toBeGreaterThan(300);

  for (const name of ["first.db", "second.db"]) {
    const before = [...acknowledged];
    const backup = spawn(process.execPath, ["server/cli.ts", "backup", cli.path(name)], {
      env: { ...childEnvironment, ...cli.env },
      stdio: ["ignore", "ignore", "inherit"],
    });
    expect((await once(backup, "exit"))[0]).toBe(0);
    expect(acknowledged.length).toBeGreaterThan(before.length);

    const copy = new Database(cli.path(name), { readonly: true });
    expect(copy.pragma("integrity_check", { simple: true })).toBe("ok");
    const decided = new Set(copy.prepare("select id from submissions where state = 'decided'").pluck().all());
    copy.close();
    expect(before.filter((id) => !decided.has(id))).toEqual([]);
  }
  stopped = true;
  await Promise.all(clients);

  const doctor = await cli.run(["export"], { env: { HANDRAISE_DATABASE_URL: `file:${cli.path("second.db")}` } });
  expect(doctor).toEqual(await cli.run(["export"]));
});
