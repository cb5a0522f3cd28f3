import { readFileSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { openStore } from "../../db/open-store.ts";
import { createApp } from "../../server/app.ts";
import { parseConfig } from "../../server/config/parse-config.ts";
import { type AppContext, createContext } from "../../server/context.ts";
import { toSpans } from "../../server/core/availability/spans.ts";
import type { Setup } from "../../server/core/setup.ts";
import { encodeTimes } from "../../server/core/slots/starts.ts";
import { instant } from "../../server/core/time.ts";
import { followCalendars } from "../../server/flows/calendars/refresh-calendars.ts";
import { applySetup } from "../../server/flows/setup/apply-setup.ts";
import { createLogger } from "../../server/http/log.ts";
import { startFakeGoogle } from "../support/fake-google/start-fake-google.ts";
import { benchBusy, benchSetup } from "./bench-setup.ts";
import { serveBench } from "./load.ts";

const dayMs = 86_400_000;
const address = (index: number) => `rep${index}@bench.example`;

/** The bench's setup with every rep's calendar at Google, and a horizon of 60 days. */
function googleSetup(reps: number): Setup {
  const setup = benchSetup(reps, 10);
  const meetingTypes = setup.meetingTypes.map((type) => ({ ...type, horizon: { kind: "days", days: 60 } as const }));
  const withGoogle = setup.reps.map((rep) => ({
    ...rep,
    calendar: { kind: "google", account: rep.email, serviceAccountEnv: "HANDRAISE_SECRET_GOOGLE" } as const,
  }));
  return { ...setup, reps: withGoogle, meetingTypes };
}

interface Opening {
  readonly file: string;
  readonly keyJson?: string;
  readonly googlePort?: number;
}

async function open({ file, keyJson = "", googlePort = 9 }: Opening): Promise<AppContext> {
  const parsed = parseConfig({
    HANDRAISE_SECRET: "b".repeat(43),
    HANDRAISE_RATE_LIMIT_PER_MINUTE: "0",
    HANDRAISE_LOG_LEVEL: "fatal",
    HANDRAISE_CALENDAR_FRESH_SECONDS: "3600",
    HANDRAISE_SECRET_GOOGLE: keyJson,
  });
  if (!parsed.ok) throw new TypeError(parsed.problems.join("\n"));
  const root = `http://127.0.0.1:${googlePort}/`;
  const endpoints = { googleApi: root, googleToken: `${root}token` };
  const store = await openStore(`file:${file}`);
  return createContext(parsed.config, parsed.secrets, { store, logger: createLogger("fatal"), endpoints });
}

/** Readings of all reps over 60 days, five meetings a day, as if they had just been read. */
async function fill({ world }: AppContext, reps: number): Promise<void> {
  const now = world.now();
  const range = { startAt: now, endAt: instant(now + 64 * dayMs), checkedAt: now };
  const rows = Array.from({ length: reps }, (_, i) => {
    const spans = toSpans([0, 14, 28, 42].flatMap((days) => benchBusy(i, 75, now + days * dayMs)));
    return { repId: `rep${i}`, spans, ...range };
  });
  for (let from = 0; from < rows.length; from += 500)
    await world.store.write(async (repos) => {
      for (const row of rows.slice(from, from + 500)) await repos.busy.put(row);
    });
  for (const { repId, ...reading } of rows) world.state.calendars.applyReading(repId, reading);
}

/** Google with a calendar of 500 events for each of 200 people; the key of its service account goes into a file. */
async function fake(keyFile: string): Promise<void> {
  const people = Array.from({ length: 200 }, (_, i) => address(i));
  const google = await startFakeGoogle({ people, timeZone: "UTC" });
  const now = Date.now();
  for (const [i, person] of people.entries()) {
    for (let n = 0; n < 500; n += 1) {
      const at = now + Math.floor(((n + (i % 17) / 17) * 60 * dayMs) / 500);
      google.put(person, { start: { dateTime: iso(at) }, end: { dateTime: iso(at + 1_200_000) } });
    }
  }
  google.cacheBusy();
  writeFileSync(keyFile, google.keyJson);
  serveBench(Number(new URL(google.endpoints.googleApi).port));
}

const iso = (ms: number) => new Date(ms).toISOString();

/** The server with 200 followed calendars. A POST to `/bench/sync` follows all of them from the beginning, and says when it is done. */
async function following(file: string, keyFile: string, googlePort: string): Promise<void> {
  const context = await open({ file, keyJson: readFileSync(keyFile, "utf8"), googlePort: Number(googlePort) });
  const { world } = context;
  await applySetup(world, { setup: googleSetup(200), author: "bench", note: "" });
  await fill(context, 200);
  const app = createApp(context);
  const reps = Array.from({ length: 200 }, (_, i) => `rep${i}`);
  const routes = new Hono().post("/bench/sync", async (c) => {
    for (const id of reps) await world.store.write((repos) => repos.calendarSyncs.remove(id));
    await followCalendars(world, reps);
    const spans = reps.map((id) => (world.state.calendars.reading(id)?.spans.length ?? 0) / 2);
    return c.json({ read: spans.filter((count) => count >= 450).length });
  });
  const fetch: typeof app.fetch = (request, ...rest) =>
    new URL(request.url).pathname === "/bench/sync" ? routes.fetch(request) : app.fetch(request, ...rest);
  serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => serveBench(port));
}

/** Bytes that 5,000 reps with 60 days take beyond a server with one rep, before and after everybody's times were asked for. */
async function memory(file: string): Promise<void> {
  setFlagsFromString("--expose_gc");
  const collect: () => void = runInNewContext("gc");
  const used = () => {
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const context = await open({ file });
  const { world } = context;
  await applySetup(world, { setup: googleSetup(1), author: "bench", note: "" });
  const idle = used();
  await applySetup(world, { setup: googleSetup(5_000), author: "bench", note: "" });
  await fill(context, 5_000);
  const loaded = used();
  offer(context);
  process.stdout.write(JSON.stringify({ loaded: loaded - idle, offered: used() - idle }));
  await context.stop();
}

/** What the next visitor of the pool is shown. */
function offer({ world }: AppContext): unknown {
  const type = world.state.setup().meetingTypes.get("demo");
  if (!type) throw new Error("there is no meeting type");
  return encodeTimes(world.state.calendars.poolStarts("pool", { type, now: world.now() }));
}

/** Microseconds of CPU from a changed reading of one of 200 reps to the times that a visitor is shown then. */
async function change(file: string): Promise<void> {
  const context = await open({ file });
  const { world } = context;
  await applySetup(world, { setup: googleSetup(200), author: "bench", note: "" });
  await fill(context, 200);
  const now = world.now();
  const readings = [0, 1].map((odd) => ({
    spans: toSpans(benchBusy(odd, 300, now)),
    startAt: now,
    endAt: instant(now + 64 * dayMs),
    checkedAt: now,
  }));
  const once = (i: number) => {
    const reading = readings[i % 2];
    if (reading) world.state.calendars.applyReading(`rep${i % 200}`, reading);
    offer(context);
  };
  const rounds: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const before = process.cpuUsage();
    // Odd, so that a rep's reading is another one each time.
    for (let i = 0; i < 401; i += 1) once(i + round);
    const { user, system } = process.cpuUsage(before);
    rounds.push((user + system) / 401);
  }
  process.stdout.write(JSON.stringify({ micros: Math.min(...rounds) }));
  await context.stop();
}

/** A database in which a server finds 5,000 reps and their readings at its start. */
async function prepare(file: string): Promise<void> {
  const context = await open({ file });
  await applySetup(context.world, { setup: googleSetup(5_000), author: "bench", note: "" });
  await fill(context, 5_000);
  await context.stop();
}

const bare = async () => {
  const app = new Hono().post("/v1/submissions", async (c) => c.json(await c.req.json()));
  serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => serveBench(port));
};

const roles: Readonly<Record<string, (...args: string[]) => Promise<void>>> = {
  bare,
  fake,
  following,
  memory,
  change,
  prepare,
};
const [role = "bare", ...args] = process.argv.slice(2);
await roles[role]?.(...args);
