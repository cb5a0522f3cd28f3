import { readFile } from "node:fs/promises";
import { demoAccounts } from "../../db/demo-accounts.ts";
import { parseSetup } from "../adapters/setup-file/parse-setup.ts";
import type { AppContext } from "../context.ts";
import { applySetup } from "../flows/apply-setup.ts";
import { importAccounts } from "../flows/import-accounts.ts";
import { startServer, stopOnSignals } from "../main.ts";
import type { CliIo, Command } from "./command.ts";
import { openContext } from "./open-context.ts";

/** What the demo sets when the environment does not. */
const defaults = { HANDRAISE_MODE: "demo", HANDRAISE_DATABASE_URL: "file:data/demo.db", HANDRAISE_LOG_LEVEL: "warn" };

/** Fills an empty database with the demo's company; one that was filled before is left as it is. */
export async function seedDemo({ world }: AppContext): Promise<void> {
  if ((await world.store.read.accounts.count()) === 0) {
    const { accounts, contacts } = demoAccounts();
    await importAccounts(world, accounts, contacts);
  }
  if (world.state.setupOrNull()) return;
  const text = await readFile(new URL("../../docs/examples/demo-setup.yaml", import.meta.url), "utf8");
  const parsed = parseSetup(text);
  if (!parsed.ok) throw new TypeError(`the demo's setup is not valid: ${JSON.stringify(parsed.problems)}`);
  await applySetup(world, { setup: parsed.setup, author: "demo", note: "the demo's company" });
}

export const demo: Command = {
  name: "demo",
  usage: "",
  summary: "Runs a server with an embedded database, a believable company and a sample site; no account anywhere is needed.",
  async run(_args, io) {
    const demoIo: CliIo = { ...io, env: { ...defaults, ...io.env } };
    const context = await openContext(demoIo);
    await seedDemo(context);
    const server = await startServer(context);
    stopOnSignals(server, context);
    const at = context.config.publicUrl;
    io.out(`Handraise listens on http://${context.config.host}:${server.port}

  The sample site, with a form to submit   ${at}/demo
  Every lead and why it went where it went ${at}/admin/
  The mails that would have been sent      ${at}/dev/outbox

  Try someone@alderlogistics.example: that account has an owner, who is offered.
  Try a company of your own: the fair next rep of the right pool is.
  Try a student's address at a free mail provider: a polite message.

  Ctrl+C ends it; everything is kept in data/demo.db.
`);
    return new Promise<number>(() => {});
  },
};
