import { describe, expect, test } from "vitest";
import { createSurface, site } from "../../support/http-surface.ts";

const json = async (response: Response): Promise<{ error: Record<string, string> }> => JSON.parse(await response.text());

describe("200", () => {
  test("tells its request id, which the log has too", async () => {
    const { app, logged } = createSurface();
    const response = await app.request("/v1/echo", { method: "POST", body: "hello", headers: { origin: site } });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBe(site);
    expect(response.headers.has("access-control-allow-credentials")).toBe(false);
    expect(logged.join()).toContain(response.headers.get("x-request-id"));
  });

  test("leaves one line in the log: by pattern, without address, query or body", async () => {
    const { app, logged } = createSurface();
    await app.request("/v1/fault/canary?token=canary", { headers: { "user-agent": "canary", cookie: "canary" } });
    const [line, ...rest] = logged.map((text) => JSON.parse(text));
    expect(rest).toEqual([]);
    expect(line).toMatchObject({ msg: "request", method: "GET", route: "/v1/fault/:code", status: 422, ms: expect.any(Number) });
    expect(JSON.stringify(logged)).not.toContain("canary");
  });

  test("is counted by its pattern, so that no visitor can make new series", async () => {
    const { app, metrics } = createSurface();
    for (let i = 0; i < 20; i++) await app.request(`/nowhere/${i}`);
    const text = await metrics.text();
    expect(text).toContain('handraise_http_request_seconds_count{method="GET",route="/*",status="404"} 20');
    expect(text).not.toContain("nowhere");
  });
});

describe("403", () => {
  test.each(["https://evil.example", "null", "https://www.example.com.evil.example", "http://www.example.com"])(
    "a page of %s may not send, and cannot read why",
    async (origin) => {
      const response = await createSurface().app.request("/v1/echo", { method: "POST", body: "x", headers: { origin } });
      expect(response.status).toBe(403);
      expect((await json(response)).error["code"]).toBe("origin_refused");
      expect(response.headers.has("access-control-allow-origin")).toBe(false);
    },
  );
});

describe("404", () => {
  test("the missing and the hidden look alike", async () => {
    const { app } = createSurface({ adminToken: null });
    const [missing, hidden] = [await app.request("/v1/nothing"), await app.request("/v1/admin/thing")];
    const [a, b] = [await json(missing), await json(hidden)];
    expect([missing.status, hidden.status]).toEqual([404, 404]);
    expect({ ...a.error, requestId: "" }).toEqual({ ...b.error, requestId: "" });
    expect([...missing.headers.keys()]).toEqual([...hidden.headers.keys()]);
  });

  test.each(["//v1/admin/thing", "/v1//admin/thing", "/v1/admin/../admin/thing/", "/V1/admin/thing", "/v1/admin%2fthing"])(
    "%s is no way around the guard",
    async (path) => {
      const { app } = createSurface();
      const response = await app.request(new Request(`https://meet.example.com${path}`));
      expect([401, 404]).toContain(response.status);
    },
  );

  test("every method of an unknown route has the one wire format", async () => {
    for (const method of ["GET", "POST", "PUT", "DELETE", "PATCH"]) {
      const response = await createSurface().app.request("/v1/nothing", { method });
      expect((await json(response)).error).toEqual({
        code: "not_found",
        message: "There is nothing here.",
        docUrl: "https://meet.example.com/docs/errors#not_found",
        requestId: expect.stringMatching(/^req_/),
      });
    }
  });
});

describe("413", () => {
  test("the page can read the error, and the body was kept up to the limit", async () => {
    const body = "x".repeat(70_000);
    const response = await createSurface().app.request("/v1/echo", { method: "POST", body, headers: { origin: site } });
    expect(response.status).toBe(413);
    expect(response.headers.get("access-control-allow-origin")).toBe(site);
    expect((await json(response)).error["message"]).toContain("65536 bytes were kept");
  });
});

describe("422", () => {
  test("names the field and the reason, and nothing else of the details", async () => {
    const response = await createSurface().app.request("/v1/fault/time_invalid");
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(JSON.parse(text).error).toMatchObject({
      code: "time_invalid",
      param: "start",
      message: "The time is not ISO 8601 with an offset. It has no offset.",
    });
    expect(text).not.toContain("canary");
  });
});

describe("429", () => {
  test("says how long to wait, readable by the page", async () => {
    const response = await createSurface().app.request("/v1/fault/rate_limited");
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect(response.headers.get("access-control-expose-headers")).toBe("Retry-After");
  });
});

describe("500", () => {
  test("an unknown fault tells the visitor nothing and the log its cause, without addresses", async () => {
    const { app, logged } = createSurface();
    const response = await app.request("/v1/fault/unknown");
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(JSON.parse(text).error).toMatchObject({ code: "internal", message: "Something went wrong on our side." });
    expect(text).not.toMatch(/canary|stack|\.ts/);
    const line = logged.map((entry) => JSON.parse(entry)).find((entry) => entry.level === "error");
    expect(line).toMatchObject({
      requestId: JSON.parse(text).error.requestId,
      err: { cause: { message: "[redacted] in the cause" } },
    });
  });
});
