import { isIP } from "node:net";
import { z } from "zod";

/** One environment variable: how it is read and what the reference says of it. */
export interface Variable<T> {
  /** Completes "takes …" in a problem and in the reference. */
  readonly takes: string;
  /** Written as it would be in the environment; null when there is none. */
  readonly default: string | null;
  /** A secret is never echoed, neither in problems nor in logs. */
  readonly secret: boolean;
  readonly doc: string;
  readonly schema: z.ZodType<T, string>;
}

/** Variables with this prefix hold calendar passwords; setups name them as `passwordEnv`. */
export const secretPrefix = "HANDRAISE_SECRET_";

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= min && value <= max);

const urlWith = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol));

const database = z.string().refine((text) => /^file:[^?#]+$/.test(text) || /^postgres(ql)?:\/\/./.test(text));

const bareOrigin = urlWith("https:", "http:").transform((text, context) => {
  const url = new URL(text);
  const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  if (!bare) context.addIssue({ code: "custom", message: "not bare" });
  return url.origin;
});

/** A printable address: quotes, angle brackets and a display name allowed, line breaks never. */
const mailbox = z
  .string()
  .regex(/^[^\r\n]{1,300}$/)
  .regex(/^(?:[^<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/);

const isProxy = (text: string): boolean => {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
};

const proxies = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .refine((parts) => parts.every(isProxy));

/** `derived` is the id of the key that comes from the signing key. */
const vaultKeys = z
  .string()
  .transform((text) => text.split(",").map((part) => /^([a-z0-9-]{1,32}):([A-Za-z0-9_-]{43})$/.exec(part.trim())))
  .transform((parts) => parts.flatMap((part) => (part?.[1] && part[2] ? [{ id: part[1], key: part[2] }] : [null])))
  .refine((keys) => keys.every((key) => key !== null && key.id !== "derived"))
  .transform((keys) => keys.filter((key) => key !== null))
  .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length);

const visible = z.string().regex(/^[!-~]{1,500}$/);

const variable = <T>(row: Omit<Variable<T>, "secret"> & { secret?: boolean }): Variable<T> => ({ secret: false, ...row });

/** Every variable, once: parsing, problems and `docs/reference/configuration.md` are made from this table. */
export const variables = {
  HANDRAISE_MODE: variable({
    takes: "production, development or demo",
    default: "production",
    doc: "`development` shows mails at `/dev/outbox` and leaves `/metrics` open; `demo` also serves the sample site.",
    schema: z.enum(["production", "development", "demo"]),
  }),
  HANDRAISE_PORT: variable({
    takes: "a port from 0 to 65535",
    default: "8080",
    doc: "Where the server listens; 0 lets the system choose a free port.",
    schema: wholeNumber(0, 65_535),
  }),
  HANDRAISE_HOST: variable({
    takes: "an IP address or a host name",
    default: "127.0.0.1",
    doc: "The interface to listen on; `0.0.0.0` inside a container.",
    schema: z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/),
  }),
  HANDRAISE_DATABASE_URL: variable({
    takes: "file:<path> or postgres://…",
    default: "file:data/handraise.db",
    secret: true,
    doc: "SQLite in a file, or Postgres when several machines serve together.",
    schema: database,
  }),
  HANDRAISE_PUBLIC_URL: variable({
    takes: "https://<host> without a path; http:// only on localhost or outside production",
    default: "http://localhost:<port>",
    doc: "How visitors reach this server; used in links, cookies and mails.",
    schema: bareOrigin,
  }),
  HANDRAISE_SECRET: variable({
    takes: "at least 32 characters",
    default: null,
    secret: true,
    doc:
      "Signs offers and links. When absent, `secret.key` beside the database file (`data/secret.key` with Postgres) is made at " +
      "the first start, readable by its owner alone. Needed with Postgres in production, where every process must sign alike.",
    schema: z.string().min(32).max(1_000),
  }),
  HANDRAISE_VAULT_KEYS: variable({
    takes: "<id>:<32 bytes in base64url>, several separated by commas",
    default: null,
    secret: true,
    doc:
      "Keys of the calendar passwords and tokens in the database: the first seals, all open. `handraise rotate-keys` seals " +
      "everything with the first. When absent, a key is made from the signing key, which opens what it sealed in any case.",
    schema: vaultKeys,
  }),
  HANDRAISE_GOOGLE_CLIENT_ID: variable({
    takes: "an OAuth client id",
    default: null,
    doc: "Lets reps connect Google calendars themselves, together with its secret.",
    schema: visible,
  }),
  HANDRAISE_GOOGLE_CLIENT_SECRET: variable({
    takes: "an OAuth client secret",
    default: null,
    secret: true,
    doc: "The secret of that client.",
    schema: visible,
  }),
  HANDRAISE_MICROSOFT_CLIENT_ID: variable({
    takes: "an application (client) id",
    default: null,
    doc: "Lets reps connect Microsoft 365 calendars themselves, together with its secret.",
    schema: visible,
  }),
  HANDRAISE_MICROSOFT_CLIENT_SECRET: variable({
    takes: "a client secret",
    default: null,
    secret: true,
    doc: "The secret of that application.",
    schema: visible,
  }),
  HANDRAISE_MICROSOFT_TENANT: variable({
    takes: "a directory (tenant) id or one of its domains",
    default: null,
    doc: "The organization whose people may connect. Needed with `HANDRAISE_MICROSOFT_CLIENT_ID`.",
    schema: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/),
  }),
  HANDRAISE_PRIVATE_CALENDARS: variable({
    takes: "allow or refuse",
    default: "refuse",
    doc:
      "Whether reps may connect CalDAV servers at private or loopback addresses, and without https. Outside production they " +
      "always may.",
    schema: z.enum(["allow", "refuse"]),
  }),
  HANDRAISE_GEO_DATABASE: variable({
    takes: "paths between commas",
    default: null,
    doc:
      "`.mmdb` files with the countries and networks of IP addresses, for an enrichment source `ip_country`. They may be replaced while the " +
      "server runs.",
    schema: z.string(),
  }),
  HANDRAISE_PRIVATE_SOURCES: variable({
    takes: "allow or refuse",
    default: "refuse",
    doc: "Whether enrichment may ask HTTP sources at private or loopback addresses, and without https.",
    schema: z.enum(["allow", "refuse"]),
  }),
  HANDRAISE_ADMIN_TOKEN: variable({
    takes: "at least 24 characters of visible ASCII",
    default: null,
    secret: true,
    doc: "Opens the console, the admin routes and `/metrics`. When absent they answer 404.",
    schema: z.string().regex(/^[!-~]{24,500}$/),
  }),
  HANDRAISE_SMTP_URL: variable({
    takes: "smtp://… or smtps://…",
    default: null,
    secret: true,
    doc: "The mail server, e.g. `smtps://user:password@mail.example.com`. When absent, mails stay in the database.",
    schema: urlWith("smtp:", "smtps:"),
  }),
  HANDRAISE_MAIL_FROM: variable({
    takes: "an address, or Name <address>",
    default: "Handraise <handraise@localhost>",
    doc: "The sender of invites and notices. Needed when `HANDRAISE_SMTP_URL` is set.",
    schema: mailbox,
  }),
  HANDRAISE_LOG_LEVEL: variable({
    takes: "fatal, error, warn, info, debug, trace or silent",
    default: "info",
    doc: "The least that is logged, as JSON lines on standard output.",
    schema: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
  }),
  HANDRAISE_TRUSTED_PROXIES: variable({
    takes: "IP addresses or CIDR ranges, separated by commas",
    default: null,
    doc: "Proxies whose `X-Forwarded-For` is believed, e.g. `10.0.0.0/8,::1`. Nobody's is, unless named here.",
    schema: proxies,
  }),
  HANDRAISE_OFFER_MINUTES: variable({
    takes: "a whole number from 1 to 1440",
    default: "15",
    doc: "How long a visitor may take to choose one of the offered times.",
    schema: wholeNumber(1, 1_440),
  }),
  HANDRAISE_CALENDAR_DEADLINE_MS: variable({
    takes: "a whole number from 100 to 30000",
    default: "2500",
    doc: "How long a booking waits for the rep's calendar to be read once more.",
    schema: wholeNumber(100, 30_000),
  }),
  HANDRAISE_CALENDAR_FRESH_SECONDS: variable({
    takes: "a whole number from 0 to 86400",
    default: "60",
    doc: "A reading of a calendar that is younger than this is used as it is.",
    schema: wholeNumber(0, 86_400),
  }),
  HANDRAISE_CALENDAR_WATCHED_FRESH_SECONDS: variable({
    takes: "a whole number from 0 to 86400",
    default: "900",
    doc:
      "The same for a calendar whose provider calls this server at changes. It is asked in half of this all the same, because " +
      "such calls can get lost.",
    schema: wholeNumber(0, 86_400),
  }),
  HANDRAISE_OPERATOR_MAIL: variable({
    takes: "an e-mail address",
    default: null,
    doc: "Who is told by mail when a rep's calendar is lost. When absent, the log alone is.",
    schema: z.email(),
  }),
  HANDRAISE_RATE_LIMIT_PER_MINUTE: variable({
    takes: "a whole number from 0 to 1000000",
    default: "120",
    doc: "Public requests of one client in a minute; 0 means no limit. A submission over the limit is kept all the same.",
    schema: wholeNumber(0, 1_000_000),
  }),
};

export type VariableName = keyof typeof variables;
