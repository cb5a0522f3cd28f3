import { readFile } from "node:fs/promises";
import { demoAccounts } from "../../db/demo-accounts.ts";
import { parseSetup } from "../adapters/setup-file/parse-setup.ts";
import type { AppContext } from "../context.ts";
import { importAccounts } from "../flows/accounts/import-accounts.ts";
import { applySetup } from "../flows/setup/apply-setup.ts";
import type { Command } from "./command.ts";
import { openContext } from "./open-context.ts";
import { readOptions } from "./read-args.ts";
import { serve } from "./serve.ts";

/** What the demo sets when the environment does not. */
const defaults = { HANDRAISE_MODE: "demo", HANDRAISE_DATABASE_URL: "file:data/demo.db", HANDRAISE_LOG_LEVEL: "warn" };

/** Fills an empty database with the demo's company; one that was filled before is left as it is. */
async function seedDemo({ world }: AppContext): Promise<void> {
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

function greeting({ config }: AppContext, port: number): string {
  const at = config.publicUrl;
  const kept = config.database.engine === "sqlite" ? config.database.file : "the database";
  return `Handraise listens on http://${config.host}:${port}

  The sample site, with a form to submit   ${at}/demo
  Every lead and why it went where it went ${at}/admin/
  The mails that would have been sent      ${at}/dev/outbox

  Try someone@alderlogistics.example: that account has an owner, who is offered.
  Try a company of your own: the fair next rep of the right pool is.
  Try a student's address at a free mail provider: a polite message.

  Ctrl+C ends it; everything is kept in ${kept}.
`;
}

export const demo: Command = {
  name: "demo",
  usage: "",
  summary: "Runs a server with an embedded database, a believable company and a sample site at `/demo`.",
  run(args, io) {
    readOptions(args, {});
    return serve(
      async () => {
        const given = Object.fromEntries(Object.entries(io.env).filter(([, value]) => value));
        const context = await openContext({ ...io, env: { ...defaults, ...given } });
        await seedDemo(context);
        return context;
      },
      (context, port) => io.out(greeting(context, port)),
    );
  },
};
