import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { access, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname } from "node:path";
import type { Config } from "../config/config.ts";
import { parseConfig } from "../config/parse-config.ts";
import type { Secrets } from "../config/secrets.ts";
import { type AppContext, createContext, createTables, type Overrides, type Tables } from "../context.ts";
import { createLogger } from "../http/log.ts";
import { type CliIo, EnvironmentError, Refusal } from "./command.ts";

/** The environment, parsed; every problem is a line of the thrown EnvironmentError. */
export function readConfig(io: CliIo): { readonly config: Config; readonly secrets: Secrets } {
  const parsed = parseConfig(io.env);
  if (!parsed.ok) throw new EnvironmentError(parsed.problems.join("\n"));
  return parsed;
}

const isCode = (error: unknown, code: string): boolean => error instanceof Error && "code" in error && error.code === code;
const shortestKey = 32;

async function readKey(file: string): Promise<string | null> {
  const key = await readFile(file, "utf8").catch((error: unknown) => {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  });
  if (key === null) return null;
  if (key.trim().length >= shortestKey) return key.trim();
  throw new Refusal(
    `${file} is not a signing key: it has fewer than ${shortestKey} characters. Restore it, or remove it to begin anew.`,
  );
}

/** Puts a new key there whole, or leaves the one that another process put there first. */
async function makeKey(file: string): Promise<void> {
  const partial = `${file}.${randomBytes(6).toString("hex")}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(partial, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    await link(partial, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    await rm(partial);
  }
}

/** The key that signs offers and links: from the environment, else from its file, which is made at the first start. */
async function signingKey(config: Config, secrets: Secrets): Promise<string> {
  if (secrets.signingKey) return secrets.signingKey.reveal();
  const known = await readKey(config.signingKeyFile);
  if (known) return known;
  await makeKey(config.signingKeyFile);
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

/** A context over the configured database, which is made when there is none. */
export async function openContext(io: CliIo, overrides: Overrides = {}): Promise<AppContext> {
  const { config: asked, secrets } = readConfig(io);
  const config = asked.port === 0 ? await onFreePort(asked) : asked;
  return createContext(config, secrets, { signingKey: await signingKey(config, secrets), ...overrides });
}

async function requireDatabase({ database }: Config): Promise<void> {
  if (database.engine !== "sqlite") return;
  await access(database.file).catch(() => {
    throw new Refusal(`There is no database at ${database.file}. Is HANDRAISE_DATABASE_URL the server's?`);
  });
}

/** A quiet context over a database that is there already, for a command that only looks: neither database nor key is made. */
export async function openToLook(io: CliIo): Promise<AppContext> {
  const { config, secrets } = readConfig(io);
  await requireDatabase(config);
  const known = secrets.signingKey?.reveal() ?? (await readKey(config.signingKeyFile));
  return createContext(config, secrets, {
    signingKey: known ?? randomBytes(32).toString("base64url"),
    logger: createLogger("silent"),
  });
}

/** The database alone, for tables that are larger than what memory should hold. Made when there is none, unless it `mustExist`. */
export async function openTables(io: CliIo, { mustExist = false }: { readonly mustExist?: boolean } = {}): Promise<Tables> {
  const { config, secrets } = readConfig(io);
  if (mustExist) await requireDatabase(config);
  return createTables(config, secrets);
}

/** Runs one piece of work over a context and closes it. */
export async function withContext(opening: Promise<AppContext>, work: (context: AppContext) => Promise<number>): Promise<number> {
  const context = await opening;
  try {
    return await work(context);
  } finally {
    await context.stop();
  }
}
