import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { type Env, parseConfig } from "../../../server/config/parse-config.ts";

const parsed = (env: Env) => {
  const result = parseConfig(env);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result;
};
const problems = (env: Env): readonly string[] => {
  const result = parseConfig(env);
  return result.ok ? [] : result.problems;
};

describe("an empty environment", () => {
  test("is a server on this machine alone, with SQLite and nothing that needs an account", () => {
    expect(parsed({}).config).toEqual({
      mode: "production",
      port: 8080,
      host: "127.0.0.1",
      database: { engine: "sqlite", file: "data/handraise.db" },
      publicUrl: "http://localhost:8080",
      signingKeyFile: "data/secret.key",
      mailFrom: "Handraise <handraise@localhost>",
      logLevel: "info",
      trustedProxies: [],
      offerMinutes: 15,
      calendarDeadlineMs: 2500,
      calendarFreshSeconds: 60,
      calendarWatchedFreshSeconds: 900,
      operatorMail: null,
      rateLimitPerMinute: 120,
      privateCalendars: false,
      geoFiles: [],
      privateSources: false,
    });
  });

  test("has no secrets", () => {
    const { secrets } = parsed({});
    expect([
      secrets.signingKey,
      secrets.adminToken,
      secrets.smtpUrl,
      secrets.postgresUrl,
      secrets.password("HANDRAISE_SECRET_X"),
    ]).toEqual([null, null, null, null, null]);
  });

  test("is what empty values mean too, as compose files write them", () => {
    expect(parsed({ HANDRAISE_PORT: "", HANDRAISE_SMTP_URL: "", HANDRAISE_PUBLIC_URL: "" }).config).toEqual(parsed({}).config);
  });
});

describe("a full environment", () => {
  const env = {
    HANDRAISE_MODE: "production",
    HANDRAISE_PORT: "0",
    HANDRAISE_HOST: "0.0.0.0",
    HANDRAISE_DATABASE_URL: "postgres://handraise:pa55@db.internal/handraise",
    HANDRAISE_PUBLIC_URL: "https://meet.example.com/",
    HANDRAISE_SECRET: "s".repeat(32),
    HANDRAISE_ADMIN_TOKEN: "t".repeat(24),
    HANDRAISE_SMTP_URL: "smtps://user:pa55@mail.example.com",
    HANDRAISE_MAIL_FROM: "Example <hello@example.com>",
    HANDRAISE_LOG_LEVEL: "debug",
    HANDRAISE_TRUSTED_PROXIES: "10.0.0.0/8, ::1",
    HANDRAISE_SECRET_ANNA: "calendar pa55",
    PATH: "/usr/bin",
  };

  test("is read whole", () => {
    const { config, secrets } = parsed(env);
    expect(config).toMatchObject({
      port: 0,
      database: { engine: "postgres" },
      publicUrl: "https://meet.example.com",
      trustedProxies: ["10.0.0.0/8", "::1"],
    });
    expect(secrets.postgresUrl?.reveal()).toBe(env.HANDRAISE_DATABASE_URL);
    expect(secrets.signingKey?.reveal()).toBe(env.HANDRAISE_SECRET);
    expect(secrets.adminToken?.reveal()).toBe(env.HANDRAISE_ADMIN_TOKEN);
    expect(secrets.smtpUrl?.reveal()).toBe(env.HANDRAISE_SMTP_URL);
    expect(secrets.password("HANDRAISE_SECRET_ANNA")?.reveal()).toBe("calendar pa55");
  });

  test("shows no secret when it is printed, inspected or serialised", () => {
    const { config, secrets } = parsed(env);
    const shown = [
      JSON.stringify({ config, secrets }),
      inspect({ config, secrets }, { depth: 9 }),
      String(secrets.smtpUrl),
    ].join();
    for (const value of ["pa55", env.HANDRAISE_SECRET, env.HANDRAISE_ADMIN_TOKEN]) expect(shown).not.toContain(value);
  });

  test("gives a setup the passwords that it may name, and no other variable", () => {
    const { secrets } = parsed(env);
    for (const name of ["HANDRAISE_SECRET", "HANDRAISE_ADMIN_TOKEN", "PATH", "HANDRAISE_SECRET_BOB"]) {
      expect(secrets.password(name)).toBeNull();
    }
  });
});

describe("the signing key's file", () => {
  test.each([
    ["file:/var/lib/handraise/main.db", "/var/lib/handraise/secret.key"],
    ["file:main.db", "secret.key"],
    ["postgres://db/x", "data/secret.key"],
  ])("for %s is %s", (url, file) => {
    expect(parsed({ HANDRAISE_DATABASE_URL: url, HANDRAISE_SECRET: "s".repeat(32) }).config.signingKeyFile).toBe(file);
  });
});

describe("a wrong value is one line that names the variable, what it got and what it takes", () => {
  test.each([
    ["HANDRAISE_PORT", "80a", 'HANDRAISE_PORT is "80a"; it takes a port from 0 to 65535.'],
    ["HANDRAISE_PORT", "65536", 'HANDRAISE_PORT is "65536"; it takes a port from 0 to 65535.'],
    ["HANDRAISE_PORT", "-1", 'HANDRAISE_PORT is "-1"; it takes a port from 0 to 65535.'],
    ["HANDRAISE_PORT", " 80", 'HANDRAISE_PORT is " 80"; it takes a port from 0 to 65535.'],
    ["HANDRAISE_MODE", "prod", 'HANDRAISE_MODE is "prod"; it takes production, development or demo.'],
    ["HANDRAISE_HOST", "a b", 'HANDRAISE_HOST is "a b"; it takes an IP address or a host name.'],
    ["HANDRAISE_LOG_LEVEL", "loud", /^HANDRAISE_LOG_LEVEL is "loud"; it takes fatal, error/],
    ["HANDRAISE_OFFER_MINUTES", "0", 'HANDRAISE_OFFER_MINUTES is "0"; it takes a whole number from 1 to 1440.'],
    ["HANDRAISE_OFFER_MINUTES", "1.5", 'HANDRAISE_OFFER_MINUTES is "1.5"; it takes a whole number from 1 to 1440.'],
    ["HANDRAISE_CALENDAR_DEADLINE_MS", "99", /takes a whole number from 100 to 30000/],
    ["HANDRAISE_CALENDAR_FRESH_SECONDS", "86401", /takes a whole number from 0 to 86400/],
    ["HANDRAISE_RATE_LIMIT_PER_MINUTE", "many", /takes a whole number from 0 to 1000000/],
    ["HANDRAISE_PUBLIC_URL", "meet.example.com", /^HANDRAISE_PUBLIC_URL is "meet.example.com"; it takes https:/],
    ["HANDRAISE_PUBLIC_URL", "https://example.com/meet", /without a path/],
    ["HANDRAISE_PUBLIC_URL", "https://user@example.com", /without a path/],
    ["HANDRAISE_PUBLIC_URL", "http://meet.example.com", /http:\/\/ only on localhost or outside production/],
    ["HANDRAISE_MAIL_FROM", "nobody", /^HANDRAISE_MAIL_FROM is "nobody"; it takes an address/],
    ["HANDRAISE_MAIL_FROM", "a@b.c\r\nBcc: x@y.z", /it takes an address/],
    ["HANDRAISE_TRUSTED_PROXIES", "10.0.0.0/33", /takes IP addresses or CIDR ranges/],
    ["HANDRAISE_TRUSTED_PROXIES", "proxy.internal", /takes IP addresses or CIDR ranges/],
    ["HANDRAISE_TRUSTED_PROXIES", "10.0.0.1,", /takes IP addresses or CIDR ranges/],
  ])("%s=%j", (name, value, line) => {
    const found = problems({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(line);
    expect(found[0]).not.toMatch(/[\r\n]/);
  });

  test("and every wrong value is told at once", () => {
    expect(problems({ HANDRAISE_PORT: "x", HANDRAISE_MODE: "y", HANDRAISE_OFFER_MINUTES: "z" })).toHaveLength(3);
  });
});

describe("a wrong secret is never echoed", () => {
  test.each([
    ["HANDRAISE_SECRET", "too-short-canary", "HANDRAISE_SECRET is a secret of 16 characters; it takes at least 32 characters."],
    ["HANDRAISE_ADMIN_TOKEN", "canary", /^HANDRAISE_ADMIN_TOKEN is a secret of 6 characters; it takes at least 24/],
    ["HANDRAISE_SMTP_URL", "https://user:canary@mail", /^HANDRAISE_SMTP_URL is a secret of 24 characters; it takes smtp:/],
    ["HANDRAISE_DATABASE_URL", "mysql://user:canary@db", /^HANDRAISE_DATABASE_URL is a secret of 22 characters; it takes file:/],
  ])("%s", (name, value, line) => {
    const [found, ...rest] = problems({ [name]: value });
    expect(found).toMatch(line);
    expect(found).not.toContain("canary");
    expect(rest).toEqual([]);
  });
});

describe("an unknown variable", () => {
  test.each([
    ["HANDRAISE_PROT", "HANDRAISE_PROT is not a variable of Handraise; did you mean HANDRAISE_PORT?"],
    ["HANDRAISE_DATABASE", "HANDRAISE_DATABASE is not a variable of Handraise; did you mean HANDRAISE_DATABASE_URL?"],
    ["HANDRAISE_SECRETS", "HANDRAISE_SECRETS is not a variable of Handraise; did you mean HANDRAISE_SECRET?"],
    [
      "HANDRAISE_RATE_LIMIT",
      "HANDRAISE_RATE_LIMIT is not a variable of Handraise; did you mean HANDRAISE_RATE_LIMIT_PER_MINUTE?",
    ],
    ["HANDRAISE_ZZZZZZZZ", "HANDRAISE_ZZZZZZZZ is not a variable of Handraise; see docs/reference/configuration.md."],
  ])("%s", (name, line) => {
    expect(problems({ [name]: "x" })).toEqual([line]);
  });

  test("of somebody else is none of ours", () => {
    expect(problems({ HOME: "/root", PORT: "x" })).toEqual([]);
  });
});

describe("values that are right alone and wrong together", () => {
  test("processes that share Postgres in production need one signing key", () => {
    expect(problems({ HANDRAISE_DATABASE_URL: "postgres://db/x" })).toEqual([
      "HANDRAISE_SECRET is not set; with Postgres it takes the same value of at least 32 characters in every process.",
    ]);
    expect(problems({ HANDRAISE_DATABASE_URL: "postgres://db/x", HANDRAISE_MODE: "development" })).toEqual([]);
  });

  test("a mail server needs a sender", () => {
    expect(problems({ HANDRAISE_SMTP_URL: "smtp://mail" })).toEqual([
      "HANDRAISE_MAIL_FROM is not set; with HANDRAISE_SMTP_URL it takes an address, or Name <address>.",
    ]);
  });

  test.each(["http://localhost:8080", "http://127.0.0.1", "http://[::1]:9000", "https://meet.example.com"])(
    "%s is a public address for production",
    (url) => expect(problems({ HANDRAISE_PUBLIC_URL: url })).toEqual([]),
  );

  test("plain http on another host is for development", () => {
    expect(problems({ HANDRAISE_PUBLIC_URL: "http://192.168.0.9", HANDRAISE_MODE: "development" })).toEqual([]);
  });
});

describe("what reps connect", () => {
  const key = "A".repeat(43);
  const problemsOf = (env: Record<string, string>) => {
    const result = parseConfig(env);
    return result.ok ? [] : result.problems;
  };

  test("the vault's keys are read in order and never shown", () => {
    const result = parsed({ HANDRAISE_VAULT_KEYS: `new:${key}, old-1:${"B".repeat(43)}` });
    expect(result.secrets.vaultKeys.map((row) => row.id)).toEqual(["new", "old-1"]);
    expect(JSON.stringify(result.secrets)).not.toContain("AAAA");
    expect(parsed({}).secrets.vaultKeys).toEqual([]);
  });

  test.each(["key", `k:${"A".repeat(42)}`, `derived:${key}`, `k:${key},k:${key}`, `K_1:${key}`, `k:${key},`])(
    "%s is no set of keys, and is not echoed",
    (value) => {
      const [problem = "", ...more] = problemsOf({ HANDRAISE_VAULT_KEYS: value });
      expect(problem).toContain("HANDRAISE_VAULT_KEYS is a secret of");
      expect(more).toEqual([]);
    },
  );

  test("a client of a provider is complete or absent", () => {
    expect(problemsOf({ HANDRAISE_GOOGLE_CLIENT_ID: "id" })).toEqual([
      "HANDRAISE_GOOGLE_CLIENT_SECRET is not set; HANDRAISE_GOOGLE_CLIENT_ID, HANDRAISE_GOOGLE_CLIENT_SECRET are set together, or none of them.",
    ]);
    const { oauth } = parsed({ HANDRAISE_GOOGLE_CLIENT_ID: "id", HANDRAISE_GOOGLE_CLIENT_SECRET: "canary" }).secrets;
    expect(oauth.google).toMatchObject({ clientId: "id" });
    expect(oauth.microsoft).toBeNull();
    expect(JSON.stringify(oauth)).not.toContain("canary");
  });

  test("private addresses are refused in production unless they are allowed", () => {
    expect(parsed({}).config.privateCalendars).toBe(false);
    expect(parsed({ HANDRAISE_PRIVATE_CALENDARS: "allow" }).config.privateCalendars).toBe(true);
    expect(parsed({ HANDRAISE_MODE: "development" }).config.privateCalendars).toBe(true);
    expect(problemsOf({ HANDRAISE_PRIVATE_CALENDARS: "yes" })).toHaveLength(1);
  });
});
