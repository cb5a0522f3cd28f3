import { describe, expect, test } from "vitest";
import { createSurfaceHeaders } from "../../../server/http/public-headers.ts";
import { createRequestIds } from "../../../server/http/request-id.ts";
import { serverTimingHeader } from "../../../server/http/server-timing.ts";

test("request ids are short tokens and never repeat, across batches too", () => {
  const next = createRequestIds();
  const ids = Array.from({ length: 5_000 }, next);
  expect(new Set(ids).size).toBe(5_000);
  for (const id of ids) expect(id).toMatch(/^req_[\w-]{16}$/);
});

test("Server-Timing lists the steps in their order", () => {
  expect(serverTimingHeader([])).toBe("");
  expect(
    serverTimingHeader([
      { name: "capture", ms: 0.42 },
      { name: "decide", ms: 0.1 },
    ]),
  ).toBe("capture;dur=0.42, decide;dur=0.1");
});

describe("who may use the public routes", () => {
  const { origin } = createSurfaceHeaders("https://meet.example.com");
  const sites = [{ origin: "https://www.example.com" }];
  test.each([
    ["a site", "https://www.example.com", sites, true, "https://www.example.com"],
    ["our own page", "https://meet.example.com", sites, true, "https://meet.example.com"],
    ["no page at all", undefined, sites, true, null],
    ["another page", "https://evil.example", sites, false, null],
    ["a page whose name begins like a site's", "https://www.example.com.evil.example", sites, false, null],
    ["a site without its TLS", "http://www.example.com", sites, false, null],
    ["a site on another port", "https://www.example.com:8443", sites, false, null],
    ["a sandboxed frame", "null", sites, false, null],
    ["any page, when there are no sites", "https://anyone.example", [], true, "https://anyone.example"],
  ] as const)("%s", (...[, from, list, accepted, echo]) => {
    expect(origin(from, list)).toEqual({ accepted, echo });
  });
});

describe("headers of the surfaces", () => {
  const headers = createSurfaceHeaders("https://meet.example.com");
  test("JSON is never cached, never sniffed, never shown elsewhere, and never comes with credentials", () => {
    expect(headers.api("https://www.example.com", { "x-request-id": "req_1" })).toEqual({
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      vary: "Origin",
      "access-control-allow-origin": "https://www.example.com",
      "x-request-id": "req_1",
    });
  });

  test("a page that may not read the answer is told so by silence", () => {
    for (const given of [headers.api(null), headers.preflight(null)]) {
      expect(Object.keys(given).filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(given["vary"]).toBe("Origin");
    }
  });

  test("a preflight allows exactly what the widget sends", () => {
    expect(headers.preflight("https://www.example.com")).toMatchObject({
      "access-control-allow-origin": "https://www.example.com",
      "access-control-allow-methods": "GET, POST",
      "access-control-allow-headers": "Content-Type, Idempotency-Key",
    });
  });

  test("a page of ours runs its own code alone and is framed by nobody", () => {
    const policy = headers.page({ nonce: "abc" })["content-security-policy"] ?? "";
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self' 'nonce-abc'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
      ]),
    );
    expect(policy).not.toContain("unsafe");
    expect(headers.page()["content-security-policy"]).not.toContain("nonce");
  });

  test("the widget's files may be loaded by any site, the others by ours alone", () => {
    expect(headers.widgetFile()).toMatchObject({
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
    });
    expect(headers.file()).toMatchObject({ "cross-origin-resource-policy": "same-origin" });
    expect(headers.file()).not.toHaveProperty("access-control-allow-origin");
  });

  test("TLS is remembered only where there is TLS", () => {
    const plain = createSurfaceHeaders("http://localhost:8080");
    expect(headers.page()).toHaveProperty("strict-transport-security");
    expect(headers.widgetFile()).toHaveProperty("strict-transport-security");
    expect(plain.page()).not.toHaveProperty("strict-transport-security");
  });
});
