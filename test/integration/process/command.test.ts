import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { dirname, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WidgetConfig } from "../../../server/contract/public.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import { type CommandLine, openCommandLine } from "../../support/command-line.ts";
import { startServerProcess } from "../../support/server-process.ts";
import { readJson, smallSetup } from "../../support/test-world.ts";

const program = resolve("server/cli.ts");

let cli: CommandLine;
beforeEach(() => {
  cli = openCommandLine({ HANDRAISE_SECRET: "p".repeat(43) });
});
afterEach(() => cli.remove());

const environment = (more: Readonly<Record<string, string>> = {}) => ({
  ...childEnvironment,
  PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
  ...cli.env,
  ...more,
});

/** Runs the program as a shell does: by its own name. */
const runProgram = (args: readonly string[], input = "") =>
  spawnSync(program, args, { env: environment(), input, encoding: "utf8", timeout: 50_000 });

describe("the program", () => {
  test("runs by its own name, reads standard input and ends with the status that it means", () => {
    const applied = runProgram(["apply", "-"], smallSetup);
    expect([applied.status, applied.stdout.slice(0, 5)]).toEqual([0, "Live:"]);
    const exported = runProgram(["export"]);
    expect([exported.status, exported.stderr]).toEqual([0, ""]);
    expect(runProgram(["apply", "-"], exported.stdout).stdout).toMatch(/^Already live: /);
    expect([runProgram(["aply"]).status, runProgram(["apply", "-"], "company: 1").status]).toEqual([2, 1]);
  });

  test("is what npx runs in the checkout", () => {
    const npx = spawnSync("npx", ["--no-install", "--offline", "handraise", "help"], {
      env: { ...environment(), HOME: process.env.HOME ?? "", npm_config_cache: cli.path("npm") },
      encoding: "utf8",
      timeout: 50_000,
    });
    expect([npx.status, npx.stdout.split("\n")[0]]).toEqual([0, "handraise: a form on a page books a real meeting"]);
  });

  test("whose reader has seen enough ends quietly", async () => {
    runProgram(["apply", "-"], smallSetup);
    const child = spawn(program, ["slots", "--pool", "sales", "--type", "demo"], { env: environment() });
    child.stdout.destroy();
    const told = text(child.stderr);
    const [status] = await once(child, "exit");
    expect([status, await told]).toEqual([0, ""]);
  });

  test("that cannot have its port says so in a line and ends with 1", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const child = spawn(program, ["start"], { env: environment({ HANDRAISE_PORT: String(port), HANDRAISE_LOG_LEVEL: "error" }) });
    const told = text(child.stderr);
    const [status] = await once(child, "exit");
    taken.close();
    expect([status, await told]).toEqual([
      1,
      `Cannot listen on 127.0.0.1 port ${port}: something else listens there. Set HANDRAISE_HOST or HANDRAISE_PORT.\n`,
    ]);
  });
});

describe("a running server", () => {
  test("follows a setup that is applied meanwhile within five seconds, again and again", async () => {
    const server = await startServerProcess(cli.env);
    const company = async () => {
      const response = await fetch(`${server.origin}/v1/config`);
      return response.ok ? (await readJson<WidgetConfig>(response)).company : response.status;
    };
    expect(await company()).toBe(503);
    for (const name of ["First", "Second", "Third", "First"]) {
      await cli.run(["apply", "-"], { input: smallSetup.replace("Acme Robots", name) });
      await expect.poll(company, { interval: 20, timeout: 5_000 }).toBe(name);
    }
    expect(await server.stop()).toBe(0);
  });
});
