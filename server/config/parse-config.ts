import { dirname, join } from "node:path";
import { closestName } from "./closest-name.ts";
import type { Config } from "./config.ts";
import { secretPrefix, type Variable, type VariableName, variables } from "./env.ts";
import { type OauthClient, type Secrets, secret } from "./secrets.ts";

export type Env = Readonly<Record<string, string | undefined>>;

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config; readonly secrets: Secrets }
  /** One line a problem, fit to be printed: it names the variable, what it got and what it takes. */
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads the environment; pure. An empty variable counts as absent, secrets are never echoed in a problem. */
export function parseConfig(env: Env): ParsedConfig {
  const problems = unknownVariables(env);
  const read = reader(env, problems);
  const mode = read("HANDRAISE_MODE", variables.HANDRAISE_MODE) ?? "production";
  const databaseUrl = read("HANDRAISE_DATABASE_URL", variables.HANDRAISE_DATABASE_URL) ?? "";
  const port = read("HANDRAISE_PORT", variables.HANDRAISE_PORT) ?? 0;
  const database: Config["database"] = databaseUrl.startsWith("file:")
    ? { engine: "sqlite", file: databaseUrl.slice("file:".length) }
    : { engine: "postgres" };
  const privateCalendars = read("HANDRAISE_PRIVATE_CALENDARS", variables.HANDRAISE_PRIVATE_CALENDARS);
  const config: Config = {
    mode,
    port,
    host: read("HANDRAISE_HOST", variables.HANDRAISE_HOST) ?? "",
    database,
    publicUrl: env["HANDRAISE_PUBLIC_URL"]
      ? (read("HANDRAISE_PUBLIC_URL", variables.HANDRAISE_PUBLIC_URL) ?? "")
      : `http://localhost:${port}`,
    signingKeyFile: join(database.engine === "sqlite" ? dirname(database.file) : "data", "secret.key"),
    mailFrom: read("HANDRAISE_MAIL_FROM", variables.HANDRAISE_MAIL_FROM) ?? "",
    logLevel: read("HANDRAISE_LOG_LEVEL", variables.HANDRAISE_LOG_LEVEL) ?? "info",
    trustedProxies: read("HANDRAISE_TRUSTED_PROXIES", variables.HANDRAISE_TRUSTED_PROXIES) ?? [],
    offerMinutes: read("HANDRAISE_OFFER_MINUTES", variables.HANDRAISE_OFFER_MINUTES) ?? 0,
    calendarDeadlineMs: read("HANDRAISE_CALENDAR_DEADLINE_MS", variables.HANDRAISE_CALENDAR_DEADLINE_MS) ?? 0,
    calendarFreshSeconds: read("HANDRAISE_CALENDAR_FRESH_SECONDS", variables.HANDRAISE_CALENDAR_FRESH_SECONDS) ?? 0,
    calendarWatchedFreshSeconds:
      read("HANDRAISE_CALENDAR_WATCHED_FRESH_SECONDS", variables.HANDRAISE_CALENDAR_WATCHED_FRESH_SECONDS) ?? 0,
    operatorMail: read("HANDRAISE_OPERATOR_MAIL", variables.HANDRAISE_OPERATOR_MAIL),
    rateLimitPerMinute: read("HANDRAISE_RATE_LIMIT_PER_MINUTE", variables.HANDRAISE_RATE_LIMIT_PER_MINUTE) ?? 0,
    geoFiles: read("HANDRAISE_GEO_DATABASE", variables.HANDRAISE_GEO_DATABASE)?.split(",") ?? [],
    privateSources: read("HANDRAISE_PRIVATE_SOURCES", variables.HANDRAISE_PRIVATE_SOURCES) === "allow",
    privateCalendars: privateCalendars === "allow" || mode !== "production",
  };
  const hide = (value: string | null) => (value === null ? null : secret(value));
  const secrets: Secrets = {
    signingKey: hide(read("HANDRAISE_SECRET", variables.HANDRAISE_SECRET)),
    adminToken: hide(read("HANDRAISE_ADMIN_TOKEN", variables.HANDRAISE_ADMIN_TOKEN)),
    smtpUrl: hide(read("HANDRAISE_SMTP_URL", variables.HANDRAISE_SMTP_URL)),
    postgresUrl: database.engine === "postgres" ? hide(databaseUrl) : null,
    vaultKeys: (read("HANDRAISE_VAULT_KEYS", variables.HANDRAISE_VAULT_KEYS) ?? []).map(({ id, key }) => ({
      id,
      key: secret(key),
    })),
    oauth: readOauth(read),
    password: (name) => hide((name.startsWith(secretPrefix) && env[name]) || null),
  };
  if (problems.length === 0) problems.push(...contradictions(env, config));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config, secrets };
}

/** Reads one variable, or its default; null when there is neither or the value is wrong, which is noted. */
function reader(env: Env, problems: string[]) {
  return <T>(name: VariableName, row: Variable<T>): T | null => {
    const given = env[name] || row.default;
    if (given === null) return null;
    const result = row.schema.safeParse(given);
    if (result.success) return result.data;
    problems.push(`${name} is ${echo(given, row.secret)}; it takes ${row.takes}.`);
    return null;
  };
}

function readOauth(read: ReturnType<typeof reader>): Secrets["oauth"] {
  const client = (clientId: string | null, clientSecret: string | null, tenant: string | null): OauthClient | null =>
    clientId === null || clientSecret === null || tenant === null
      ? null
      : { clientId, clientSecret: secret(clientSecret), tenant };
  const google = read("HANDRAISE_GOOGLE_CLIENT_ID", variables.HANDRAISE_GOOGLE_CLIENT_ID);
  const googleSecret = read("HANDRAISE_GOOGLE_CLIENT_SECRET", variables.HANDRAISE_GOOGLE_CLIENT_SECRET);
  const microsoft = read("HANDRAISE_MICROSOFT_CLIENT_ID", variables.HANDRAISE_MICROSOFT_CLIENT_ID);
  const microsoftSecret = read("HANDRAISE_MICROSOFT_CLIENT_SECRET", variables.HANDRAISE_MICROSOFT_CLIENT_SECRET);
  const tenant = read("HANDRAISE_MICROSOFT_TENANT", variables.HANDRAISE_MICROSOFT_TENANT);
  return { google: client(google, googleSecret, ""), microsoft: client(microsoft, microsoftSecret, tenant) };
}

const echo = (value: string, hidden: boolean) =>
  hidden ? `a secret of ${value.length} characters` : JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);

function unknownVariables(env: Env): string[] {
  const prefix = "HANDRAISE_";
  const known = Object.keys(variables).map((name) => name.slice(prefix.length));
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !name.startsWith(secretPrefix) && !Object.hasOwn(variables, name))
    .map((name) => {
      const near = closestName(name.slice(prefix.length), known);
      const hint = near === null ? "see docs/reference/configuration.md." : `did you mean ${prefix}${near}?`;
      return `${name} is not a variable of Handraise; ${hint}`;
    });
}

/** What each variable allows alone but not together. */
function contradictions(env: Env, config: Config): string[] {
  const problems: string[] = [];
  const { takes } = variables.HANDRAISE_PUBLIC_URL;
  if (config.mode === "production" && config.publicUrl.startsWith("http:") && !isLoopback(new URL(config.publicUrl).hostname)) {
    problems.push(`HANDRAISE_PUBLIC_URL is ${JSON.stringify(config.publicUrl)}; it takes ${takes}.`);
  }
  if (config.mode === "production" && config.database.engine === "postgres" && !env["HANDRAISE_SECRET"]) {
    problems.push(
      "HANDRAISE_SECRET is not set; with Postgres it takes the same value of at least 32 characters in every process.",
    );
  }
  if (env["HANDRAISE_SMTP_URL"] && !env["HANDRAISE_MAIL_FROM"]) {
    problems.push("HANDRAISE_MAIL_FROM is not set; with HANDRAISE_SMTP_URL it takes an address, or Name <address>.");
  }
  for (const together of oauthSets) {
    const missing = together.filter((name) => !env[name]);
    if (missing.length > 0 && missing.length < together.length)
      problems.push(...missing.map((name) => `${name} is not set; ${together.join(", ")} are set together, or none of them.`));
  }
  return problems;
}

const oauthSets: readonly (readonly VariableName[])[] = [
  ["HANDRAISE_GOOGLE_CLIENT_ID", "HANDRAISE_GOOGLE_CLIENT_SECRET"],
  ["HANDRAISE_MICROSOFT_CLIENT_ID", "HANDRAISE_MICROSOFT_CLIENT_SECRET", "HANDRAISE_MICROSOFT_TENANT"],
];

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
