import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { staticRoutes } from "../../../server/routes/static.ts";
import { loadStaticFolder } from "../../../server/routes/static-files.ts";
import { createSurface } from "../../support/http-surface.ts";

const script = `console.log(${JSON.stringify("hand raised ".repeat(100))});`;
const built: Readonly<Record<string, string>> = {
  "widget/handraise.js": script,
  "widget/booking-Ab3_x-9Z.js": script,
  "widget/booking-Ab3_x-9Z.js.map": "canary",
  "widget/manage.html": "<!doctype html><title>Your meeting</title>",
  "admin/index.html": "<!doctype html><title>Console</title>",
  "admin/assets/main-12345678.js": script,
  "demo/index.html": "<!doctype html><title>Sample</title>",
  "demo/thanks.html": "<!doctype html><title>Thanks</title>",
  "secret.key": "canary",
};
let root = "";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "handraise-dist-"));
  for (const [path, text] of Object.entries(built)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});
afterAll(() => rm(root, { recursive: true }));

async function site({ withDemo = true, adminOpen = true } = {}) {
  const surface = createSurface();
  const folder = (name: string) => loadStaticFolder(join(root, name), 0);
  const [widget, admin, demo] = [folder("widget"), folder("admin"), withDemo ? folder("demo") : null];
  await widget.compressed;
  surface.app.route("/", staticRoutes({ widget, admin, demo, adminOpen, headers: surface.headers }));
  return surface.app;
}

describe("200", () => {
  test("the loader may be loaded by any site and is asked for again within minutes", async () => {
    const response = await (await site()).request("/w/handraise.js");
    expect(await response.text()).toBe(script);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=300, stale-while-revalidate=86400",
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      vary: "Accept-Encoding",
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
  });

  test("a chunk whose name holds its hash is kept for ever", async () => {
    const response = await (await site()).request("/w/booking-Ab3_x-9Z.js");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  test("whoever takes brotli gets it", async () => {
    const response = await (await site()).request("/w/handraise.js", { headers: { "accept-encoding": "gzip, deflate, br" } });
    const packed = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(brotliDecompressSync(packed).toString()).toBe(script);
    expect(packed.length).toBeLessThan(script.length / 4);
  });

  test("the visitor's own page is framed by nobody and runs no inline code", async () => {
    const response = await (await site()).request("/manage");
    expect(await response.text()).toContain("Your meeting");
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
  });

  test.each(["/admin/", "/admin/leads", "/admin/leads/lead_1/receipt"])(
    "the console finds its page at %s by itself",
    async (path) => {
      const response = await (await site()).request(path);
      expect(await response.text()).toContain("Console");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
    },
  );

  test("the console's own files are not for other sites", async () => {
    const response = await (await site()).request("/admin/assets/main-12345678.js");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(response.headers.has("access-control-allow-origin")).toBe(false);
  });

  test("the sample site has its pages", async () => {
    const app = await site();
    expect(await (await app.request("/demo/")).text()).toContain("Sample");
    expect(await (await app.request("/demo/thanks")).text()).toContain("Thanks");
  });

  test("HEAD tells the same without the body", async () => {
    const response = await (await site()).request("/w/handraise.js", { method: "HEAD" });
    expect([response.status, await response.text(), response.headers.has("etag")]).toEqual([200, "", true]);
  });
});

describe("303 and 308", () => {
  test("the sample form leads to its thank-you page", async () => {
    const response = await (await site()).request("/demo/contact", {
      method: "POST",
      body: new URLSearchParams({ email: "a@b.example" }),
    });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/demo/thanks"]);
  });

  test.each(["/admin", "/demo"])("%s gets its slash", async (path) => {
    const response = await (await site()).request(path);
    expect([response.status, response.headers.get("location")]).toEqual([308, `${path}/`]);
  });
});

describe("304", () => {
  test("a file that the browser has is not sent again", async () => {
    const app = await site();
    const etag = (await app.request("/w/handraise.js")).headers.get("etag") ?? "";
    const response = await app.request("/w/handraise.js", { headers: { "if-none-match": `W/${etag}, "other"` } });
    expect([response.status, await response.text()]).toEqual([304, ""]);
    expect(response.headers.get("cache-control")).toContain("max-age=300");
  });
});

describe("404", () => {
  test.each([
    "/w/",
    "/w/nothing.js",
    "/w/booking-Ab3_x-9Z.js.map",
    "/w/../secret.key",
    "/w/..%2fsecret.key",
    "/w/%2e%2e/secret.key",
    "/w/..%5csecret.key",
    "/w/....//secret.key",
    "/w//handraise.js",
    "//w/handraise.js",
    "/w/handraise.js%00",
    "/w/%c0%ae%c0%ae/secret.key",
    "/w/__proto__",
    "/w/constructor",
    "/admin/../secret.key",
    "/admin/.env",
    "//admin/",
    "/demo/..%2f..%2fsecret.key",
  ])("%s", async (path) => {
    const response = await (await site()).request(new Request(`https://meet.example.com${path}`));
    const text = await response.text();
    expect(response.status).toBe(404);
    expect(JSON.parse(text).error.code).toBe("not_found");
    expect(text).not.toContain("canary");
  });

  test("outside the demo there is no sample site, and without a token no console", async () => {
    const app = await site({ withDemo: false, adminOpen: false });
    for (const path of ["/demo/", "/demo/thanks", "/admin/", "/admin"]) expect((await app.request(path)).status).toBe(404);
    expect((await app.request("/demo/contact", { method: "POST" })).status).toBe(404);
  });

  test("a server that was not built has no files and starts all the same", async () => {
    const { files, compressed } = loadStaticFolder(join(root, "never-built"), 0);
    await compressed;
    expect(files.size).toBe(0);
  });
});
