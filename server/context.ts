import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { openStore } from "../db/open-store.ts";
import type { Store } from "../db/store.ts";
import { addressProblem } from "./adapters/calendars/egress/address-problem.ts";
import { guardedFetch } from "./adapters/calendars/egress/guarded-fetch.ts";
import type { CalendarDeps } from "./adapters/calendars/index.ts";
import { createKeptCalendars, type KeptCalendarsParts } from "./adapters/calendars/kept-calendars.ts";
import { type EnrichDeps, openEnrichSource } from "./adapters/enrich/index.ts";
import { createHolidays } from "./adapters/holidays/public-holidays.ts";
import { createOutboxMailer } from "./adapters/notify/mail/outbox.ts";
import { createSmtpMailer } from "./adapters/notify/mail/smtp.ts";
import { createAltchaPuzzle } from "./adapters/puzzle/altcha-puzzle.ts";
import { createOpenidSignIn, type SignInClient } from "./adapters/sign-in/openid/openid-sign-in.ts";
import { createVault, derivedVaultKey } from "./adapters/vault/vault.ts";
import type { Config } from "./config/config.ts";
import { parseMailbox } from "./config/mailbox.ts";
import type { OauthClient, Secrets } from "./config/secrets.ts";
import type { Rep } from "./core/availability/rep.ts";
import type { EnrichSettings } from "./core/enrich/enrich-settings.ts";
import type { RandomBytes } from "./core/id.ts";
import type { EnrichSource } from "./core/ports/enrich.ts";
import type { Mailer } from "./core/ports/mail.ts";
import type { SignIn } from "./core/ports/sign-in.ts";
import type { Vault } from "./core/ports/vault.ts";
import { type Instant, instant } from "./core/time.ts";
import { createFreshAccess } from "./flows/calendars/fresh-access.ts";
import type { Digests, World } from "./flows/world.ts";
import { createLogger, type Logger } from "./http/log.ts";
import { createMetrics, type Metrics } from "./http/metrics.ts";
import { createRounds, type Rounds } from "./jobs/rounds.ts";
import { createJobRunner, type JobRunner, type RunnerOptions } from "./jobs/runner.ts";
import { readStored } from "./routes/public/read-envelope.ts";
import type { Freshness } from "./state/rep-entry.ts";
import { createState } from "./state/state.ts";

/** A whole server without its socket. */
export interface AppContext {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly world: World;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly jobs: JobRunner;
  readonly rounds: Rounds;
  /** Starts jobs and rounds. */
  start(): void;
  /** Ends what runs, waiting for it up to `graceMs`, hands leases back, closes everything. */
  stop(graceMs?: number): Promise<void>;
}

/** Parts that a test puts in place of the real ones. */
export interface Overrides {
  readonly store?: Store;
  readonly mailer?: Mailer;
  readonly now?: () => Instant;
  readonly logger?: Logger;
  readonly calendars?: World["calendars"];
  /** Other roots of the vendors' services, and other issuers of their sign-ins. */
  readonly endpoints?: CalendarDeps["endpoints"];
  readonly issuers?: { readonly google?: string; readonly microsoft?: string };
  readonly signingKey?: string;
  /** A name server of a test's own. */
  readonly resolveMx?: NonNullable<EnrichDeps["resolveMx"]>;
  readonly jobs?: Partial<RunnerOptions>;
  /** Memory, CPU and event-loop lag among the metrics; for a real server alone. */
  readonly processMetrics?: boolean;
}

const blockBytes = 64;
const digestBytes = 32;

/** HMAC-SHA-256 (RFC 2104) by two digests at once: what `createHmac` sets up for each call cost 5 % of a submission. */
function createSign(key: string): Digests["sign"] {
  const digest = (data: Uint8Array) => hash("sha256", data, "buffer");
  const secret = Buffer.from(key);
  const block = Buffer.alloc(blockBytes);
  block.set(secret.length > blockBytes ? digest(secret) : secret);
  // With room for what is signed for every visitor, so that no new buffer is made for it.
  const inner = Buffer.concat([block.map((byte) => byte ^ 0x36), Buffer.alloc(blockBytes)]);
  const behindInner = (data: Uint8Array) => {
    if (data.length > blockBytes) return Buffer.concat([inner.subarray(0, blockBytes), data]);
    inner.set(data, blockBytes);
    return inner.subarray(0, blockBytes + data.length);
  };
  const outer = Buffer.concat([block.map((byte) => byte ^ 0x5c), Buffer.alloc(digestBytes)]);
  return (data) => {
    outer.set(digest(behindInner(data)), blockBytes);
    return digest(outer);
  };
}

function createDigests(key: string): Digests {
  return {
    sign: createSign(key),
    sha256Hex: (data) => hash("sha256", data),
    same: (a, b) => a.length === b.length && timingSafeEqual(a, b),
  };
}

const randomBatch = 4_096;

/** Random bytes, drawn in batches because a call to the system costs as much as a hundred ids. */
function createRandom(): RandomBytes {
  let pool = randomBytes(0);
  let used = 0;
  return (size) => {
    if (size > randomBatch) return randomBytes(size);
    if (used + size > pool.length) [pool, used] = [randomBytes(randomBatch), 0];
    used += size;
    return pool.subarray(used - size, used);
  };
}

function databaseUrl(config: Config, secrets: Secrets): string {
  if (config.database.engine === "sqlite") return `file:${config.database.file}`;
  return secrets.postgresUrl?.reveal() ?? "";
}

function createMailer(config: Config, secrets: Secrets, store: Store): Mailer {
  if (secrets.smtpUrl) return createSmtpMailer({ url: secrets.smtpUrl.reveal(), from: parseMailbox(config.mailFrom) });
  return createOutboxMailer({
    keep: ({ id, to, subject, text, html, invite }) =>
      store.write((repos) =>
        repos.messages.insert({
          id,
          to: to.email,
          subject,
          text,
          html,
          createdAt: instant(store.now()),
          ...(invite ? { ics: invite.ics } : {}),
        }),
      ),
  });
}

/** The configured keys, and always the one of the signing key, so that what it sealed still opens. */
function openVault(secrets: Secrets, signingKey: string): Vault {
  const configured = secrets.vaultKeys.map(({ id, key }) => ({ id, key: key.reveal() }));
  const derived = derivedVaultKey(signingKey);
  const [first, ...rest] = configured;
  return first ? createVault([first, ...rest, derived]) : createVault([derived]);
}

async function closeAll({ world, jobs, rounds }: Pick<AppContext, "world" | "jobs" | "rounds">, graceMs: number): Promise<void> {
  const tooLong = pause(graceMs, undefined, { ref: false });
  await Promise.all([jobs.stop(graceMs), Promise.race([rounds.stop(), tooLong])]);
  await world.mailer.close();
  await world.store.close();
}

interface Given {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly overrides: Overrides;
}

function openCalendars(
  { config, secrets, overrides }: Given,
  parts: Omit<KeptCalendarsParts, "deps" | "egress">,
): World["calendars"] {
  const { endpoints, now } = overrides;
  const secret = (name: string) => secrets.password(name)?.reveal();
  const deps = { secret, ...(now ? { now } : {}), ...(endpoints ? { endpoints } : {}) };
  return {
    ...createKeptCalendars({ deps, egress: guardedFetch({ allowPrivate: config.privateCalendars }), ...parts }),
    addressProblem: (url) => addressProblem(url, config.privateCalendars),
  };
}

/** Each setup's sources are opened once, so that a file or a connection is too. */
function openSources({ config, secrets, overrides }: Given): World["enrich"] {
  const deps: EnrichDeps = {
    secret: (name) => secrets.password(name)?.reveal(),
    geoFiles: config.geoFiles,
    request: guardedFetch({ allowPrivate: config.privateSources }),
    ...(overrides.resolveMx ? { resolveMx: overrides.resolveMx } : {}),
  };
  const opened = new WeakMap<EnrichSettings, readonly EnrichSource[]>();
  return {
    sources(settings) {
      const sources = opened.get(settings) ?? settings.sources.map((source) => openEnrichSource(source, deps));
      opened.set(settings, sources);
      return sources;
    },
  };
}
/** The sweeper looks every few seconds: what is overdue for longer, it does not get done. */
const overdueMs = 60_000;

function openMetrics(store: Store, now: () => Instant, processMetrics: boolean): Metrics {
  const undecidedLeads = async () => (await store.read.submissions.undecided(now(), 1_000)).length;
  const overdueLeads = () => store.read.leads.countDue(instant(now() - overdueMs));
  return createMetrics({ jobCounts: () => store.read.jobs.counts(), undecidedLeads, overdueLeads }, { processMetrics });
}

/** Google and Microsoft, as far as clients of theirs are configured. */
function openSignIn({ oauth }: Secrets, now: () => Instant, issuers: Overrides["issuers"] = {}): SignIn {
  const { google, microsoft } = oauth;
  const clientOf = ({ clientId, clientSecret }: OauthClient, issuer: string): SignInClient => ({
    issuer,
    clientId,
    clientSecret: () => clientSecret.reveal(),
  });
  const entra = `https://login.microsoftonline.com/${microsoft?.tenant ?? ""}/v2.0`;
  const clients = {
    ...(google ? { google: clientOf(google, issuers.google ?? "https://accounts.google.com") } : {}),
    ...(microsoft ? { microsoft: clientOf(microsoft, issuers.microsoft ?? entra) } : {}),
  };
  return createOpenidSignIn({ clients, now });
}

function settingsOf(config: Config): World["settings"] {
  return {
    publicUrl: config.publicUrl,
    offerMinutes: config.offerMinutes,
    calendarTimeoutMs: config.calendarDeadlineMs,
    operatorMail: config.operatorMail,
  };
}

/** The database without anything in memory; the caller closes the store. */
export type Tables = Pick<World, "store" | "now" | "random">;

export async function createTables(config: Config, secrets: Secrets): Promise<Tables> {
  const store = await openStore(databaseUrl(config, secrets));
  return { store, now: () => instant(store.now()), random: createRandom() };
}

const freshnessOf = ({ calendarFreshSeconds, calendarWatchedFreshSeconds }: Config): Freshness => ({
  polledMs: calendarFreshSeconds * 1000,
  watchedMs: calendarWatchedFreshSeconds * 1000,
});

/** By which the leases of this process are known. */
const processName = () => `${hostname()}:${process.pid}:${randomBytes(4).toString("hex")}`;

/** Reads everything, so that the first request is as fast as the next. `signingKey` has been read or made by the caller. */
export async function createContext(config: Config, secrets: Secrets, overrides: Overrides = {}): Promise<AppContext> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const store = overrides.store ?? (await openStore(databaseUrl(config, secrets)));
  const now = overrides.now ?? (() => instant(store.now()));
  const signingKey = overrides.signingKey ?? secrets.signingKey?.reveal() ?? "";
  const vault = openVault(secrets, signingKey);
  const calendars =
    overrides.calendars ??
    openCalendars(
      { config, secrets, overrides },
      {
        vault,
        connectionOf: (repId) => state.connections.of(repId),
        accessOf: (account, refused) => freshAccess.get(account, refused),
      },
    );
  const metrics = openMetrics(store, now, overrides.processMetrics ?? false);
  const isLocal = (rep: Rep): boolean => calendars.isLocal(rep.calendar.kind);
  const state = createState({ freshness: freshnessOf(config), isLocal });
  let jobs: JobRunner | null = null;
  const world: World = {
    store,
    state,
    now,
    stopwatch: () => performance.now(),
    random: createRandom(),
    digests: createDigests(signingKey),
    calendars,
    enrich: openSources({ config, secrets, overrides }),
    puzzle: createAltchaPuzzle({ secret: hash("sha256", `puzzle ${signingKey}`), now }),
    vault,
    signIn: openSignIn(secrets, now, overrides.issuers),
    pause,
    mailer: overrides.mailer ?? createMailer(config, secrets, store),
    holidays: createHolidays(),
    meter: metrics.meter,
    log: logger,
    wakeJobs: () => jobs?.wake(),
    settings: settingsOf(config),
  };
  const freshAccess = createFreshAccess(world);
  await state.load(store, now());
  const runner = createJobRunner(world, { owner: processName(), ...overrides.jobs });
  jobs = runner;
  const rounds = createRounds(world, readStored);
  return {
    config,
    secrets,
    world,
    metrics,
    logger,
    jobs: runner,
    rounds,
    start() {
      runner.start();
      rounds.start();
    },
    stop: (graceMs = 30_000) => closeAll({ world, jobs: runner, rounds }, graceMs),
  };
}
