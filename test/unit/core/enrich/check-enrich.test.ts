import { expect, test } from "vitest";
import { enrichSchema, toEnrich } from "../../../../server/contract/setup/enrich.ts";
import { checkEnrich } from "../../../../server/core/setup-checks/check-enrich.ts";
import { someSetup } from "../../../support/some-setup.ts";

const http = (given: object = {}) => ({
  id: "directory",
  kind: "http",
  url: "https://api.example.com/c?d={emailDomain}",
  facts: { size: "employees" },
  ...given,
});
const faultsOf = (enrich: object) =>
  checkEnrich({ ...someSetup({}), enrich: toEnrich(enrichSchema.parse(enrich)) }).map(({ path, message }) => [path, message]);

test("a setup that asks sources in their order has no fault, nor one that asks nobody", () => {
  expect(checkEnrich(someSetup({}))).toEqual([]);
  expect(
    faultsOf({ sources: [http(), { id: "mail", kind: "mail_domain" }], prefer: { country: ["directory", "phone"] } }),
  ).toEqual([]);
  expect(faultsOf({ late: "reroute", sources: [http({ timeoutMs: 5_000 })] })).toEqual([]);
});

test.each<[string, object, readonly [string, string]]>([
  ["two sources with one id", { sources: [http(), http()] }, ["enrich.sources[1]", "directory"]],
  ["the id of what the lead says itself", { sources: [http({ id: "form" })] }, ["enrich.sources[0].id", "the lead says itself"]],
  [
    "a name that nothing fills",
    { sources: [http({ url: "https://api.example.com/{shoe}" })] },
    ["enrich.sources[0].url", "nothing fills {shoe}"],
  ],
  [
    "an address without a name",
    { sources: [http({ url: "https://api.example.com/all" })] },
    ["enrich.sources[0].url", "asks nothing about the lead"],
  ],
  ["a path that is none", { sources: [http({ facts: { size: "a..b" } })] }, ["enrich.sources[0].facts.size", "no path such as"]],
  ["a preference for nobody", { prefer: { country: ["oracle"] } }, ["enrich.prefer.country[0]", "there is no source oracle"]],
  [
    "waiting for late answers of nobody",
    { late: "reroute", sources: [http(), { id: "ip", kind: "ip_country" }] },
    ["enrich.late", "nobody answers later"],
  ],
])("%s is a fault", (_, enrich, [path, message]) => {
  const faults = faultsOf(enrich);
  expect(faults).toHaveLength(1);
  expect(faults[0]?.[0]).toContain(path);
  expect(faults[0]?.[1]).toContain(message);
});
