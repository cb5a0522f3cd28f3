import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { openStore } from "../../db/open-store.ts";
import { createApp } from "../../server/app.ts";
import { parseConfig } from "../../server/config/parse-config.ts";
import { createContext } from "../../server/context.ts";
import { toSpans } from "../../server/core/availability/spans.ts";
import { instant } from "../../server/core/time.ts";
import { applySetup } from "../../server/flows/setup/apply-setup.ts";
import { createLogger } from "../../server/http/log.ts";
import { benchAccounts, benchBusy, benchSetup } from "./bench-setup.ts";
import { serveBench } from "./load.ts";

/** A bare echo, or the whole server with a pool of the given size on a database of its own. */
const [variant = "bare", reps = "200", accounts = "100000"] = process.argv.slice(2);

async function pipeline() {
  const folder = mkdtempSync(join(tmpdir(), "handraise-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const parsed = parseConfig({
    HANDRAISE_SECRET: "b".repeat(43),
    HANDRAISE_RATE_LIMIT_PER_MINUTE: "0",
    HANDRAISE_LOG_LEVEL: "warn",
  });
  if (!parsed.ok) throw new TypeError(parsed.problems.join("\n"));
  const store = await openStore(`file:${join(folder, "bench.db")}`);
  const context = await createContext(parsed.config, parsed.secrets, { store, logger: createLogger("warn") });
  const { world } = context;
  world.state.accounts.load(benchAccounts(Number(accounts)), []);
  await applySetup(world, { setup: benchSetup(Number(reps)), author: "bench", note: "" });
  const now = world.now();
  for (let index = 0; index < Number(reps); index++) {
    const spans = toSpans(benchBusy(index, 200, now));
    world.state.calendars.applyReading(`rep${index}`, {
      spans,
      startAt: now,
      endAt: instant(now + 62 * 86_400_000),
      checkedAt: now,
    });
  }
  return createApp(context).fetch;
}

const bare = new Hono().post("/v1/submissions", async (c) => c.json(await c.req.json()));
const fetch = variant === "bare" ? bare.fetch : await pipeline();
serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => serveBench(port));
