import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commands } from "../../../server/cli/run-cli.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import { type CommandShell, openCommandShell } from "../../support/command-shell.ts";
import { temporaryFolder } from "../../support/run-server.ts";

const document = readFileSync("docs/reference/cli.md", "utf8");

/** The commands of every `console` block with what they print, in their order. */
const examples = [...document.matchAll(/^```console\n([\s\S]*?)^```/gm)].flatMap(([, block = ""]) =>
  block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = "", ...lines] = text.trimEnd().split("\n");
      return { command, output: lines.join("\n") };
    }),
);

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `…` stands for anything, over several lines where it stands alone. */
function patternOf(output: string): RegExp {
  const lines = output.split("\n").map((line) => {
    if (line.trim() === "…") return "(?:.*\\n)*?.*";
    return line.split("…").map(literally).join(".+");
  });
  return new RegExp(`^${lines.join("\\n")}`);
}

let folder: ReturnType<typeof temporaryFolder>;
let environment: Record<string, string>;
let shell: CommandShell;
beforeAll(async () => {
  folder = temporaryFolder("reference");
  const bin = join(folder.path, "bin");
  mkdirSync(bin);
  symlinkSync(resolve("server/cli.ts"), join(bin, "handraise"));
  environment = { ...childEnvironment, PATH: [bin, dirname(process.execPath), process.env.PATH].join(":") };
  writeFileSync(join(folder.path, "setup.yaml"), /^```yaml\n([\s\S]*?)^```/m.exec(document)?.[1] ?? "");
  shell = await openCommandShell(folder.path, environment);
});
afterAll(() => {
  shell.close();
  folder.remove();
});

/** What a server says until it listens; it is stopped then. */
async function greeting(command: string): Promise<string> {
  const env = { ...environment, HANDRAISE_PORT: "0", HANDRAISE_LOG_LEVEL: "error" };
  const child = spawn("sh", ["-c", `exec ${command}`], { cwd: folder.path, env, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdout.once("data", () => child.kill("SIGTERM"));
  expect((await once(child, "exit"))[0]).toBe(0);
  return said.replaceAll(/:\d{4,5}\b/g, ":8080");
}

test("every command has an example", () => {
  const shown = new Set(examples.flatMap(({ command }) => [...command.matchAll(/handraise ([a-z-]+)/g)].map(([, name]) => name)));
  expect(commands.map(({ name }) => name).filter((name) => !shown.has(name))).toEqual([]);
});

test("every command of the reference has a section", () => {
  for (const { name } of commands) expect(document).toContain(`\n## ${name}\n`);
});

test("every example prints what the reference says, one after the other", async () => {
  expect(examples.length).toBeGreaterThan(15);
  for (const { command, output } of examples) {
    const serves = /^handraise (start|demo)$/.test(command);
    const said = await (serves ? greeting(command) : shell.run(command));
    expect(said, command).toMatch(patternOf(output));
    if (!output.includes("…") && !command.includes("head")) expect(said.trimEnd(), command).toBe(output);
  }
});
