import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { openStore } from "../../db/open-store.ts";
import { requireProgram } from "./programs.ts";

/** A private Postgres server on loopback; nothing of it survives `stop`. */
export interface TestPostgres {
  /** Makes a database with our tables, or a copy of the one at a URL that nobody uses now, and gives its URL. */
  createDatabase(copiedFrom?: string): Promise<string>;
  /** Makes one that nobody has migrated. */
  createEmptyDatabase(): Promise<string>;
  stop(): Promise<void>;
}

// Postgres refuses to run as root.
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string, user: string) => spawnSync("id", [flag, user], { encoding: "utf8" }).stdout.trim();
  const user = id("-u", "postgres") ? "postgres" : "nobody";
  return { uid: Number(id("-u", user)), gid: Number(id("-g", user)) };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Starts it; throws with a plain message where Postgres is not installed. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = path.dirname(requireProgram("postgres"));
  const folder = mkdtempSync(path.join(tmpdir(), "handraise-postgres-"));
  const as = unprivileged();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const data = path.join(folder, "data");
  const env = { PATH: process.env.PATH ?? "", LC_ALL: "C" };
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  execFileSync(path.join(bin, "initdb"), initdb, { ...as, env, cwd: folder, stdio: "pipe" });

  const port = await freePort();
  const settings = { listen_addresses: "127.0.0.1", port, unix_socket_directories: folder, fsync: "off", max_connections: 100 };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = spawn(path.join(bin, "postgres"), ["-D", data, ...flags], {
    ...as,
    env,
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const killNow = () => void server.kill("SIGQUIT");
  process.once("exit", killNow);
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let log = "";
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (log.includes("ready to accept connections")) resolve();
    });
    void exited.then(() => reject(new Error(`Postgres did not start:\n${log}`)));
  });

  const url = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let databases = 0;
  const create = async (template: string): Promise<string> => {
    const name = `db_${++databases}`;
    const client = new pg.Client(url("postgres"));
    await client.connect();
    await client.query(`create database ${name} template ${template}`);
    await client.end();
    return url(name);
  };
  const createMigrated = async (): Promise<string> => {
    const empty = await create("template1");
    await (await openStore(empty)).close();
    return empty;
  };
  let migrated: Promise<string> | undefined;
  return {
    async createDatabase(copiedFrom) {
      // Migrating takes ten times as long as copying.
      migrated ??= createMigrated();
      return create((copiedFrom ?? (await migrated)).split("/").at(-1) ?? "");
    },
    createEmptyDatabase: () => create("template1"),
    async stop() {
      process.removeListener("exit", killNow);
      server.kill("SIGINT");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
