import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CaldavServer } from "./caldav-account.ts";
import { requireProgram } from "./programs.ts";
import { runServer, temporaryFolder } from "./run-server.ts";

/** A real Radicale on a free loopback port with one account that has a password and no calendar yet. */
export async function startRadicale(username = "ada", password = "correct horse: ü"): Promise<CaldavServer> {
  const program = requireProgram("radicale");
  const folder = temporaryFolder("radicale");
  const users = join(folder.path, "users");
  const config = join(folder.path, "config");
  mkdirSync(join(folder.path, "collections"));
  writeFileSync(users, `${username}:${password}\n`);
  writeFileSync(
    config,
    [
      "[server]",
      "hosts = 127.0.0.1:0",
      "[auth]",
      "type = htpasswd",
      `htpasswd_filename = ${users}`,
      "htpasswd_encryption = plain",
      "delay = 0",
      "[storage]",
      `filesystem_folder = ${join(folder.path, "collections")}`,
      "[logging]",
      "level = info",
      "",
    ].join("\n"),
  );
  const server = await runServer(program, ["-C", config], /Listening on '\[?127\.0\.0\.1\]?:(\d+)'[\s\S]*Radicale server ready/);
  const url = `http://127.0.0.1:${server.match[1]}/`;
  return {
    url,
    username,
    password,
    homeUrl: `${url}${username}/`,
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
