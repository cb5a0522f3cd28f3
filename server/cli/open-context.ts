import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname } from "node:path";
import type { Config } from "../config/config.ts";
import { parseConfig } from "../config/parse-config.ts";
import type { Secrets } from "../config/secrets.ts";
import { type AppContext, createContext, type Overrides } from "../context.ts";
import { createLogger } from "../http/log.ts";
import { type CliIo, UsageError } from "./command.ts";

/** The environment, parsed; every problem is a line of the thrown UsageError. */
export function readConfig(io: CliIo): { readonly config: Config; readonly secrets: Secrets } {
  const parsed = parseConfig(io.env);
  if (!parsed.ok) throw new UsageError(parsed.problems.join("\n"));
  return parsed;
}

async function readKey(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** The key that signs offers and links: from the environment, else from its file, which is made at the first start. */
async function signingKey(config: Config, secrets: Secrets): Promise<string> {
  if (secrets.signingKey) return secrets.signingKey.reveal();
  const known = await readKey(config.signingKeyFile);
  if (known) return known;
  await mkdir(dirname(config.signingKeyFile), { recursive: true });
  try {
    await writeFile(config.signingKeyFile, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  await chmod(config.signingKeyFile, 0o600);
  return (await readKey(config.signingKeyFile)) ?? "";
}

/** Port 0 asks for any free one; links need to know it before the server listens. */
async function onFreePort(config: Config): Promise<Config> {
  const probe = createServer().listen(0, config.host);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const publicUrl = config.publicUrl.replace(/^http:\/\/localhost:0$/, `http://localhost:${port}`);
  return { ...config, port, publicUrl };
}

/** A context over the configured database, for a server or for one command. */
export async function openContext(io: CliIo, overrides: Overrides = {}): Promise<AppContext> {
  const { config: asked, secrets } = readConfig(io);
  const config = asked.port === 0 ? await onFreePort(asked) : asked;
  if (config.database.engine === "sqlite") await mkdir(dirname(config.database.file), { recursive: true });
  return createContext(config, secrets, { signingKey: await signingKey(config, secrets), ...overrides });
}

/** Runs one piece of work over a quiet context and closes it. */
export async function withContext(io: CliIo, work: (context: AppContext) => Promise<number>): Promise<number> {
  const context = await openContext(io, { logger: createLogger("silent") });
  try {
    return await work(context);
  } finally {
    await context.stop();
  }
}
