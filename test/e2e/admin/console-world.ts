import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { launchBrowser } from "../../support/browser.ts";
import { buildAdmin } from "../../support/build-admin.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { readJson, submissionOf } from "../../support/test-world.ts";

export interface ConsoleWorld {
  readonly server: ServerProcess;
  readonly browser: Browser;
  /** A file of its own, which `prepare` may fill before the server starts. */
  readonly databaseUrl: string;
  /** A new visitor of the console at a path below `/admin/`. A fault of its script or against the content policy fails the test. */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Submits a form as a page of a site does. */
  submit(fields: Readonly<Record<string, string>>): Promise<SubmissionAnswer>;
}

export interface ConsoleOptions {
  readonly command: "demo" | "start";
  readonly env?: Readonly<Record<string, string>>;
  /** Runs before the server starts. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
}

/** One real server and one browser a file, with the console as it is built. */
export function useConsole({ command, env = {}, prepare }: ConsoleOptions): ConsoleWorld {
  const world = {} as { -readonly [Key in keyof ConsoleWorld]: ConsoleWorld[Key] };
  let folder: string;
  beforeAll(async () => {
    await buildAdmin();
    folder = await mkdtemp(join(tmpdir(), "handraise-console-"));
    world.databaseUrl = `file:${join(folder, "handraise.db")}`;
    await prepare?.(world.databaseUrl);
    world.server = await startServerProcess({ HANDRAISE_DATABASE_URL: world.databaseUrl, ...env }, command);
    world.browser = await launchBrowser();
  });
  const faults: string[] = [];
  afterEach(async () => {
    for (const context of world.browser.contexts()) await context.close();
    if (faults.length > 0) throw new Error(faults.splice(0).join("\n"));
  });
  afterAll(async () => {
    await world.browser?.close();
    await world.server?.stop();
    await rm(folder, { recursive: true, force: true });
  });
  world.open = async (path, options = {}) => {
    const context = await world.browser.newContext({
      locale: "en-GB",
      timezoneId: "Europe/Berlin",
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", ({ message }) => faults.push(message));
    page.on("console", (message) => {
      if (message.text().includes("Content Security Policy")) faults.push(message.text());
    });
    await page.goto(`${world.server.origin}/admin/${path}`);
    return page;
  };
  world.submit = async (fields) => {
    const body = JSON.stringify(submissionOf(fields));
    return readJson<SubmissionAnswer>(await fetch(`${world.server.origin}/v1/submissions`, { method: "POST", body }));
  };
  return world;
}

const cli = fileURLToPath(new URL("../../../server/cli.ts", import.meta.url));

/** Applies a setup as an operator does; rejects with what is wrong in it. */
export async function applyFile(databaseUrl: string, setup: string): Promise<void> {
  const file = `${databaseUrl.slice("file:".length)}.yaml`;
  await writeFile(file, setup);
  const env = { ...childEnvironment, HANDRAISE_DATABASE_URL: databaseUrl, HANDRAISE_SECRET_DARK: "x" };
  await promisify(execFile)(process.execPath, [cli, "apply", file], { env });
}

/** Everything below a heading in the card that it titles. */
export const panel = (page: Page, title: string) =>
  page.locator("section.panel").filter({ has: page.getByRole("heading", { name: title, exact: true, level: 2 }) });

/** Where every page must hold: both colour schemes, and the narrowest phone. */
export const looks = [
  { name: "light", options: { colorScheme: "light", viewport: { width: 1280, height: 800 } } },
  { name: "dark", options: { colorScheme: "dark", viewport: { width: 1280, height: 800 } } },
  { name: "light on 320 pixels", options: { colorScheme: "light", viewport: { width: 320, height: 640 } } },
  { name: "dark on 320 pixels", options: { colorScheme: "dark", viewport: { width: 320, height: 640 } } },
] as const;

/** How far the page reaches beyond its window, in pixels. */
export const overflow = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
