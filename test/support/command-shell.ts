import { execFile } from "node:child_process";
import { createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { runCli } from "../../server/cli/run-cli.ts";
import { serveHttp } from "./serve-http.ts";

/** A shell in a folder, whose `handraise` runs in this process, so that fifty commands need no fifty starts. */
export interface CommandShell {
  /** What a line prints on both channels. */
  run(line: string): Promise<string>;
  close(): void;
}

/** Hands arguments, environment and standard input over, and prints what comes back. */
const stub = (port: number) => `#!${process.execPath}
const { argv, env, stdin, stdout, stderr } = process;
stdout.on("error", () => process.exit(0));
const tell = async (answer) => {
  const { status, said } = JSON.parse((await answer.toArray()).join(""));
  for (const [channel, text] of said) (channel === "out" ? stdout : stderr).write(text);
  process.exitCode = status;
};
stdin.toArray().then((chunks) => {
  const asked = { args: argv.slice(2), env, input: Buffer.concat(chunks).toString() };
  require("node:http").request({ port: ${port}, method: "POST" }, tell).end(JSON.stringify(asked));
});
`;

const askedShape = z.object({ args: z.array(z.string()), env: z.record(z.string(), z.string()), input: z.string() });

async function answer({ args, env, input }: z.infer<typeof askedShape>) {
  const said: (readonly ["out" | "err", string])[] = [];
  const status = await runCli(args, {
    env,
    out: (line) => void said.push(["out", `${line}\n`]),
    err: (line) => void said.push(["err", `${line}\n`]),
    write: async (text) => void said.push(["out", text]),
    readBytes: (file) => (file === "-" ? Readable.from([Buffer.from(input)]) : createReadStream(file)),
    readText: async (file) => (file === "-" ? input : readFile(file, "utf8")),
  });
  return { status, said };
}

/** The folder becomes this process's own until the shell is closed: commands have files and a database beside them. */
export async function openCommandShell(folder: string, env: Readonly<Record<string, string>>): Promise<CommandShell> {
  const home = process.cwd();
  const server = await serveHttp((request, response) => {
    void json(request)
      .then((asked) => answer(askedShape.parse(asked)))
      .then((told) => response.end(JSON.stringify(told)));
  });
  const bin = join(folder, "in-process");
  mkdirSync(bin);
  writeFileSync(join(bin, "handraise"), stub(server.port), { mode: 0o755 });
  process.chdir(folder);
  const shellEnv = { ...env, PATH: `${bin}:${env.PATH ?? ""}` };
  return {
    run: (line) =>
      new Promise((resolve) => {
        const shell = execFile("sh", ["-c", `{ ${line}; } 2>&1`], { cwd: folder, env: shellEnv }, (_status, said) =>
          resolve(said),
        );
        shell.stdin?.end();
      }),
    close() {
      process.chdir(home);
      void server.stop();
    },
  };
}
