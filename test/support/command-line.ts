import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { runCli } from "../../server/cli/run-cli.ts";
import { temporaryFolder } from "./run-server.ts";

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** The `handraise` command in this process, with a folder and a database of its own. */
export interface CommandLine {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** A path in the folder. */
  path(name: string): string;
  /** Writes a file into the folder and gives its path. */
  write(name: string, text: string): string;
  read(name: string): string;
  /** Runs `handraise` with these words; `-` reads `input`. */
  run(
    args: readonly string[],
    given?: { readonly env?: Readonly<Record<string, string>>; readonly input?: string },
  ): Promise<Ran>;
  remove(): void;
}

export function openCommandLine(env: Readonly<Record<string, string>> = {}): CommandLine {
  const folder = temporaryFolder("cli");
  const path = (name: string) => join(folder.path, name);
  const own = { HANDRAISE_DATABASE_URL: `file:${path("data/handraise.db")}`, ...env };
  return {
    folder: folder.path,
    env: own,
    path,
    write(name, text) {
      writeFileSync(path(name), text);
      return path(name);
    },
    read: (name) => readFileSync(path(name), "utf8"),
    async run(args, given = {}) {
      const out: string[] = [];
      const err: string[] = [];
      const status = await runCli(args, {
        env: { ...own, ...given.env },
        out: (text) => void out.push(text),
        err: (text) => void err.push(text),
        write: async (text) => void out.push(text.replace(/\n$/, "")),
        readBytes: (file) => (file === "-" ? Readable.from([Buffer.from(given.input ?? "")]) : createReadStream(file)),
        readText: async (file) => (file === "-" ? (given.input ?? "") : readFile(file, "utf8")),
      });
      return { status, out: out.join("\n"), err: err.join("\n") };
    },
    remove: folder.remove,
  };
}
