import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { guardedFetch } from "../../../../server/adapters/calendars/egress/guarded-fetch.ts";
import { createHttpSource } from "../../../../server/adapters/enrich/http-source.ts";
import { createIpCountrySource } from "../../../../server/adapters/enrich/ip-country.ts";
import { createMailDomainSource } from "../../../../server/adapters/enrich/mail-domain.ts";
import { temporaryFolder } from "../../../support/run-server.ts";
import { type HttpServer, serveHttp } from "../../../support/serve-http.ts";
import { smallMmdb } from "../../../support/small-mmdb.ts";

describe("the domain of an address", () => {
  const fault = (code: string) => Object.assign(new Error(code), { code });
  const source = (answer: readonly string[] | Error) =>
    createMailDomainSource({ id: "mail", kind: "mail_domain", timeoutMs: 100, cacheHours: 1 }, async () => {
      if (answer instanceof Error) throw answer;
      return answer.map((exchange) => ({ exchange }));
    });
  const facts = async (answer: readonly string[] | Error) => {
    const told = await source(answer).ask({ email: "dana@firm.example" });
    return told.kind === "failed" ? told.reason : Object.fromEntries(told.facts.map(({ name, value }) => [name, value]));
  };
  test.each<[string, readonly string[] | Error, unknown]>([
    ["has servers", ["mx1.firm.example"], { mailServer: true }],
    ["is at Google", ["ASPMX.L.GOOGLE.COM"], { mailServer: true, mailProvider: "google" }],
    ["is at Microsoft", ["firm-example.mail.protection.outlook.com"], { mailServer: true, mailProvider: "microsoft" }],
    ["says that it takes none", ["."], { mailServer: false }],
    ["has none", fault("ENODATA"), { mailServer: false }],
    ["does not exist", fault("ENOTFOUND"), { mailServer: false }],
    ["does not answer", fault("ETIMEOUT"), "timeout"],
    ["cannot be asked", fault("ECONNREFUSED"), "unreachable"],
  ])("%s", async (_, answer, wanted) => {
    expect(await facts(answer)).toEqual(wanted);
  });
  test("is asked for once, whoever is at it", () => {
    expect(source([]).key({ email: "a@firm.example" })).toBe("firm.example");
    expect(source([]).key({})).toBeNull();
  });
});

describe("the network of a visitor", () => {
  const folder = temporaryFolder("geo");
  afterAll(() => folder.remove());
  const file = join(folder.path, "geo.mmdb");
  const countryOf = async (source: ReturnType<typeof createIpCountrySource>, ip: string) => {
    const told = await source.ask({ ip });
    return told.kind === "failed" ? told.reason : told.facts.map(({ name, value }) => [name, value]);
  };
  const settings = { id: "ip", kind: "ip_country" } as const;

  test("has a country in the shapes that files have", async () => {
    writeFileSync(
      file,
      smallMmdb({
        "203.0.113.0/24": { country: { iso_code: "DE" } },
        "198.51.100.0/25": { country_code: "fr", as_organization: "Example Net" },
        "192.0.2.0/24": { country: "Nowhere" },
      }),
    );
    const source = createIpCountrySource(settings, [file]);
    expect(await countryOf(source, "203.0.113.77")).toEqual([
      ["ipCountry", "DE"],
      ["country", "DE"],
    ]);
    expect(await countryOf(source, "198.51.100.1")).toEqual([
      ["ipCountry", "FR"],
      ["country", "FR"],
      ["network", "Example Net"],
    ]);
    expect(await countryOf(source, "198.51.100.200")).toEqual([]);
    expect(await countryOf(source, "192.0.2.1")).toEqual([]);
    expect(source.key({ ip: "unknown" })).toBeNull();
  });

  test("is named by one file and its country by another, as those of MaxMind", async () => {
    const [country, asn] = [join(folder.path, "country.mmdb"), join(folder.path, "asn.mmdb")];
    writeFileSync(country, smallMmdb({ "203.0.113.0/24": { country: { iso_code: "DE" } } }));
    writeFileSync(asn, smallMmdb({ "203.0.0.0/16": { autonomous_system_organization: "Example Net" } }));
    const source = createIpCountrySource(settings, [country, asn]);
    expect(await countryOf(source, "203.0.113.7")).toEqual([
      ["network", "Example Net"],
      ["ipCountry", "DE"],
      ["country", "DE"],
    ]);
    expect(await countryOf(source, "203.0.1.7")).toEqual([["network", "Example Net"]]);
  });

  test("is that of a newer file a minute after it took the old one's place", async () => {
    let ms = 0;
    const put = (code: string, second: number) => {
      writeFileSync(file, smallMmdb({ "203.0.113.0/24": { country: { iso_code: code } } }));
      utimesSync(file, second, second);
    };
    put("DE", 1);
    const source = createIpCountrySource(settings, [file], () => ms);
    const code = async () => (await countryOf(source, "203.0.113.7"))[0]?.[1];
    expect(await code()).toBe("DE");
    put("AT", 2);
    ms = 59_000;
    expect(await code()).toBe("DE");
    ms = 60_000;
    expect(await code()).toBe("AT");
  });

  test("is not known without a file, or with one that is none", async () => {
    expect(await countryOf(createIpCountrySource(settings, [join(folder.path, "none.mmdb")]), "203.0.113.1")).toBe("no_database");
    expect(await countryOf(createIpCountrySource(settings, []), "203.0.113.1")).toBe("no_database");
    const bad = join(folder.path, "bad.mmdb");
    writeFileSync(bad, "not a database");
    utimesSync(bad, 1, 1);
    expect(await countryOf(createIpCountrySource(settings, [bad]), "203.0.113.1")).toBe("no_database");
  });
});

describe("an HTTP source", () => {
  let server: HttpServer;
  const asked: { url: string | undefined; auth: string | undefined }[] = [];
  beforeAll(async () => {
    server = await serveHttp((request, response) => {
      asked.push({ url: request.url, auth: request.headers.authorization });
      const [, kind] = /^\/(\w+)/.exec(request.url ?? "") ?? [];
      if (kind === "hang") return;
      if (kind === "redirect") response.writeHead(302, { location: "/json" });
      else if (kind === "large") response.writeHead(200).write("x".repeat(600_000));
      else response.writeHead(kind === "json" || kind === "text" ? 200 : Number(kind?.slice(1)));
      response.end(
        kind === "json" ? JSON.stringify({ data: { size: "51-100", "legal name": "Firm", tech: ["a", "b"], odd: {} } }) : "plain",
      );
    });
  });
  afterAll(() => server.stop());

  const source = (path: string, more: { allowPrivate?: boolean; address?: string } = {}) =>
    createHttpSource(
      {
        id: "directory",
        kind: "http",
        url: `${more.address ?? server.origin}/${path}?d={emailDomain}&c={company}`,
        headers: { authorization: { env: "HANDRAISE_SECRET_X", prefix: "Bearer " } },
        facts: {
          size: { path: "data.size", as: "amount" },
          legal: { path: '$.data["legal name"]' },
          tech: { path: "data.tech[1]" },
          odd: { path: "data.odd" },
          inherited: { path: "data.constructor.name" },
        },
        confidence: 0.8,
        timeoutMs: 300,
        cacheHours: 1,
      },
      { secret: () => "canary", request: guardedFetch({ allowPrivate: more.allowPrivate ?? true }) },
    );
  const values = { emailDomain: "firm.example", company: "A&B/../x?" };

  test("is asked with escaped values and its secret, and facts are read by their paths", async () => {
    const told = await source("json").ask(values);
    expect(told).toEqual({
      kind: "facts",
      facts: [
        { name: "size", value: 51, confidence: 0.8 },
        { name: "legal", value: "Firm", confidence: 0.8 },
        { name: "tech", value: "b", confidence: 0.8 },
      ],
    });
    expect(asked.at(-1)).toEqual({ url: "/json?d=firm.example&c=A%26B%2F..%2Fx%3F", auth: "Bearer canary" });
  });

  test("is not asked when the lead lacks a value", () => {
    expect(source("json").key({ company: "A" })).toBeNull();
    expect(source("json").key(values)).toBe("firm.example\nA&B/../x?");
  });

  test.each([
    ["s404", { kind: "facts", facts: [] }],
    ["s401", { kind: "failed", reason: "refused" }],
    ["s429", { kind: "failed", reason: "rate_limited" }],
    ["s500", { kind: "failed", reason: "status_500" }],
    ["redirect", { kind: "failed", reason: "status_302" }],
    ["text", { kind: "failed", reason: "not_json" }],
    ["large", { kind: "failed", reason: "too_large" }],
    ["hang", { kind: "failed", reason: "timeout" }],
  ])("that answers with %s is told apart", async (path, wanted) => {
    expect(await source(path).ask(values)).toEqual(wanted);
  });

  test("in a private network is refused unless the operator allows it, however its address is spelled", async () => {
    const before = asked.length;
    const hosts = [
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "localhost",
      "169.254.169.254",
      "10.0.0.1",
    ];
    for (const address of [server.origin, ...hosts.map((host) => `https://${host}:${server.port}`)]) {
      const told = await source("json", { allowPrivate: false, address }).ask(values);
      expect(told, address).toEqual({ kind: "failed", reason: "refused_address" });
    }
    expect(asked.length).toBe(before);
  });
});
