import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { bookingBody, holdBody, manageBody, rescheduleBody, submissionBody, timesBody } from "../../../server/contract/public.ts";
import { errorCatalogue } from "../../../server/core/errors.ts";
import { openTestWorld, type TestWorld } from "../../support/test-world.ts";

const document = readFileSync("docs/reference/http.md", "utf8");
const sections = document.split(/^### /m).slice(1);
const routeOf = (section: string): string => /^`([^`]+)`/.exec(section)?.[1] ?? "";
const jsonOf = (section: string, what: string): unknown[] =>
  [...section.matchAll(/^```json (\w+)\n([\s\S]*?)^```/gm)]
    .filter(([, kind]) => kind === what)
    .map(([, , text]) => JSON.parse(text ?? ""));

let world: TestWorld;
beforeAll(async () => {
  const google = { HANDRAISE_GOOGLE_CLIENT_ID: "client", HANDRAISE_GOOGLE_CLIENT_SECRET: "client-secret" };
  world = await openTestWorld({ env: { HANDRAISE_ADMIN_TOKEN: "operator-token-0123456789abcdef", ...google } });
});
afterAll(() => world.close());

test("the reference lists every route that the server has, and no other", () => {
  const asked = world.app.routes.filter(({ method }) => method !== "ALL");
  const live = asked.map(({ method, path }) => `${method} ${path.replace("/google/", "/:provider/")}`);
  expect(sections.map(routeOf).toSorted()).toEqual(live.toSorted());
});

test("routes are such that Hono finds each with one look-up", async () => {
  await world.app.request("/healthz");
  expect(world.app.router.name).toBe("SmartRouter + RegExpRouter");
});

test("every code in the reference is one of the catalogue", () => {
  const codes = sections
    .flatMap((section) => [...(/^Errors: (.*?)\n\n/ms.exec(section)?.[1] ?? "").matchAll(/`(\w+)`/g)])
    .map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes) expect(Object.keys(errorCatalogue)).toContain(code);
});

describe("the example of a request is one that the server takes", () => {
  const schemas: Readonly<Record<string, z.ZodType>> = {
    "POST /v1/submissions": submissionBody,
    "POST /v1/times": timesBody,
    "POST /v1/holds": holdBody,
    "POST /v1/bookings": bookingBody,
    "POST /v1/bookings/view": manageBody,
    "POST /v1/bookings/times": manageBody,
    "POST /v1/bookings/reschedule": rescheduleBody,
    "POST /v1/bookings/cancel": manageBody,
  };
  test.each(Object.entries(schemas))("%s", (route, schema) => {
    const [example, ...rest] = jsonOf(sections.find((section) => routeOf(section) === route) ?? "", "request");
    expect(rest).toEqual([]);
    expect(schema.parse(example)).toEqual(example);
  });
});

/** The keys at every depth, so that two answers can be compared without their values. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]));
};

test("the example of an answer has the shape that the server gives", async () => {
  const sectionOf = (route: string) => sections.find((section) => routeOf(section) === route) ?? "";
  const [submission] = jsonOf(sectionOf("POST /v1/submissions"), "request");
  const submitted: unknown = await (await world.post("/v1/submissions", submission)).json();
  const config: unknown = await (await world.app.request("/v1/config")).json();
  const leads: unknown = await (
    await world.app.request("/v1/admin/leads", { headers: { authorization: "Bearer operator-token-0123456789abcdef" } })
  ).json();
  const { offer } = submitted as { offer: { token: string; times: { firstMinute: number } } };
  const [wish] = jsonOf(sectionOf("POST /v1/bookings"), "request") as Record<string, unknown>[];
  const start = new Date(offer.times.firstMinute * 60_000).toISOString();
  const booked: unknown = await (await world.post("/v1/bookings", { ...wish, token: offer.token, start })).json();
  for (const [route, answer] of [
    ["GET /v1/config", config],
    ["POST /v1/submissions", submitted],
    ["POST /v1/bookings", booked],
    ["GET /v1/admin/leads", leads],
  ] as const) {
    expect(shapeOf(jsonOf(sectionOf(route), "answer")[0]), route).toEqual(shapeOf(answer));
  }
});
