import type { Hono } from "hono";
import { openStore } from "../../db/open-store.ts";
import { parseSetup } from "../../server/adapters/setup-file/parse-setup.ts";
import { createApp } from "../../server/app.ts";
import { parseConfig } from "../../server/config/parse-config.ts";
import { type AppContext, createContext, type Overrides } from "../../server/context.ts";
import type { BookingAnswer, SubmissionAnswer } from "../../server/contract/public.ts";
import type { Account } from "../../server/core/match/account.ts";
import { type Instant, instant } from "../../server/core/time.ts";
import { importAccounts } from "../../server/flows/accounts/import-accounts.ts";
import { applySetup } from "../../server/flows/setup/apply-setup.ts";
import type { AppEnv } from "../../server/http/app-env.ts";
import { createLogger } from "../../server/http/log.ts";

/** Monday 2026-06-15, 06:00 UTC: before everybody's working hours in Europe. */
export const mondayMorning = instant(Date.parse("2026-06-15T06:00:00Z"));

/** Two reps in Berlin and one owner; every hour of a working day can be booked. */
export const smallSetup = `
company: { name: Acme Robots, timeZone: Europe/Berlin }
reps:
  - { id: anna, name: Anna, email: anna@acme.example }
  - { id: ben, name: Ben, email: ben@acme.example }
  - { id: olga, name: Olga, email: olga@acme.example }
pools:
  - { id: sales, members: [anna, ben], everybodyAway: { kind: message, text: We will call you. } }
meetingTypes:
  - { id: demo, name: Demo, durationMinutes: 60, minimumNoticeMinutes: 0, horizon: { kind: days, days: 3 } }
router:
  qualify:
    message: Only for companies.
    rules:
      - { id: free, reason: Free mail, verdict: disqualified, when: { field: lead.freeMail, op: is_true } }
  rules:
    - id: owned
      when: { field: match.ownerRepId, op: not_empty }
      then: { kind: offerOwner, meetingTypeId: demo, otherwise: { kind: offerPool, poolId: sales, meetingTypeId: demo } }
    - id: partner
      when: { field: lead.company, op: equals, value: Partner }
      then: { kind: redirect, url: "https://partners.example/" }
    - id: closed
      when: { field: lead.country, op: equals, value: AQ }
      then: { kind: message, text: Not there yet. }
  catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo }
`;

export const ownedAccount: Account = { id: "acc-1", name: "Owned", domains: ["owned.example"], ownerRepId: "olga", facts: {} };

export interface TestWorld {
  readonly context: AppContext;
  readonly app: Hono<AppEnv>;
  /** Moves the clock. */
  setNow(at: Instant): void;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Submits a form and reads the answer. */
  submit(fields: Readonly<Record<string, string>>, id?: string): Promise<SubmissionAnswer>;
  /** Books the first time of an offer, or the one given in epoch minutes. */
  book(answer: SubmissionAnswer, minute?: number): Promise<BookingAnswer>;
  /** Makes another setup live. */
  apply(setup: string): Promise<void>;
  close(): Promise<void>;
}

export interface TestWorldOptions {
  readonly setup?: string | null;
  readonly accounts?: readonly Account[];
  readonly env?: Readonly<Record<string, string>>;
  readonly databaseUrl?: string;
  readonly overrides?: Overrides;
  /** Starts jobs and rounds; off by default, so that tests run them by hand. */
  readonly started?: boolean;
}

/** A 22-character id as a page makes one. */
export function submissionId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
}

export function submissionOf(fields: Readonly<Record<string, string>>, id = submissionId()): object {
  return {
    id,
    form: { fields: Object.entries(fields).map(([name, value]) => ({ name, value })) },
    page: { url: "https://www.acme.example/demo?utm_source=ads" },
    visitor: { timeZone: "Europe/Berlin", locale: "de-DE" },
  };
}

function testConfig(env: Readonly<Record<string, string>>) {
  const parsed = parseConfig({
    HANDRAISE_SECRET: "s".repeat(43),
    HANDRAISE_PUBLIC_URL: "https://book.acme.example",
    HANDRAISE_RATE_LIMIT_PER_MINUTE: "0",
    ...env,
  });
  if (!parsed.ok) throw new TypeError(parsed.problems.join("\n"));
  return parsed;
}

async function applyText(context: AppContext, text: string): Promise<void> {
  const parsed = parseSetup(text);
  if (!parsed.ok) throw new TypeError(JSON.stringify(parsed.problems));
  await applySetup(context.world, { setup: parsed.setup, author: "test", note: "" });
}

/** A whole server in one line, on SQLite in memory unless told otherwise. */
export async function openTestWorld(options: TestWorldOptions = {}): Promise<TestWorld> {
  let now = mondayMorning;
  const { config, secrets } = testConfig(options.env ?? {});
  const store = await openStore(options.databaseUrl ?? ":memory:");
  const context = await createContext(config, secrets, {
    store,
    now: () => now,
    logger: createLogger("silent"),
    ...options.overrides,
  });
  if (options.accounts) await importAccounts(context.world, options.accounts, []);
  if (options.setup !== null) await applyText(context, options.setup ?? smallSetup);
  if (options.started) context.start();
  const app = createApp(context);
  const post: TestWorld["post"] = async (path, body, headers = {}) =>
    app.request(path, {
      method: "POST",
      headers: { "content-type": "text/plain", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return {
    context,
    app,
    post,
    setNow(at) {
      now = at;
    },
    submit: async (fields, id) => readJson<SubmissionAnswer>(await post("/v1/submissions", submissionOf(fields, id))),
    book: async (answer, minute) => {
      if (answer.outcome !== "offered") throw new TypeError(`not offered but ${answer.outcome}`);
      const start = new Date((minute ?? answer.offer.times.firstMinute ?? 0) * 60_000).toISOString();
      const wish = {
        token: answer.offer.token,
        start,
        timeZone: "Europe/Berlin",
        locale: "de-DE",
        name: "Vera Visitor",
        email: "vera@firm.example",
      };
      return readJson<BookingAnswer>(await post("/v1/bookings", wish));
    },
    apply: (text) => applyText(context, text),
    close: () => context.stop(),
  };
}

/** The guarantee is the test's own: it says which shape it expects, and its assertions fail on any other. */
export async function readJson<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}
