import { describe, expect, test } from "vitest";
import { adminSessionRoutes } from "../../../server/routes/admin/session.ts";
import { createSurface, operatorToken, type Surface, type SurfaceOptions } from "../../support/http-surface.ts";

function withSession(options: SurfaceOptions = {}): Surface {
  const surface = createSurface(options);
  surface.app.route("/", adminSessionRoutes(surface));
  return surface;
}

const own = "https://meet.example.com";
const signIn = ({ app }: Surface, token: string, headers: Record<string, string> = { origin: own }) =>
  app.request("/v1/admin/session", { method: "POST", body: JSON.stringify({ token }), headers });
const thing = ({ app }: Surface, headers: Record<string, string>, method = "GET") =>
  app.request("/v1/admin/thing", { method, headers });
const cookieOf = (response: Response) => (response.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const statusOf = async (response: Promise<Response> | Response) => (await response).status;

describe("200", () => {
  test("the operator token as a bearer opens the admin surface", async () => {
    expect(await statusOf(thing(withSession(), { authorization: `Bearer ${operatorToken}` }))).toBe(200);
  });

  test("signing in gives a cookie that opens it, and signing out ends it for good", async () => {
    const surface = withSession();
    const signedIn = await signIn(surface, operatorToken);
    const cookie = cookieOf(signedIn);
    expect(await signedIn.json()).toEqual({ signedIn: true, expiresAt: "2026-06-15T12:00:00.000Z" });
    expect(await statusOf(thing(surface, { cookie }))).toBe(200);
    const end = await surface.app.request("/v1/admin/session/end", { method: "POST", headers: { cookie, origin: own } });
    expect(end.headers.get("set-cookie")).toContain("Max-Age=0");
    expect(await statusOf(thing(surface, { cookie }))).toBe(401);
  });

  test("the cookie is out of reach for scripts, other hosts, other sites and plain http, and does not hold the token", async () => {
    const cookie = (await signIn(withSession(), operatorToken)).headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-handraise=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/);
    expect(cookie).not.toContain(operatorToken);
  });

  test("on localhost without TLS it is a plain cookie, since browsers refuse the other there", async () => {
    const surface = withSession({ publicUrl: "http://localhost:8080" });
    const response = await signIn(surface, operatorToken, { origin: "http://localhost:8080" });
    expect(response.headers.get("set-cookie")).toMatch(/^handraise=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect(await statusOf(thing(surface, { cookie: cookieOf(response) }))).toBe(200);
  });

  test("a session outlives a restart", async () => {
    const cookie = cookieOf(await signIn(withSession(), operatorToken));
    expect(await statusOf(thing(withSession(), { cookie: `theme=dark; ${cookie}` }))).toBe(200);
  });

  test("development without a token needs none", async () => {
    const surface = withSession({ adminToken: null, open: true });
    expect(await statusOf(thing(surface, {}))).toBe(200);
    expect(await statusOf(surface.app.request("/v1/admin/session"))).toBe(200);
  });
});

describe("400", () => {
  test.each(["", "token", "{}", '{"token":""}', '{"token":7}', "[]", "\u0000"])("%j is no sign-in", async (body) => {
    const response = await withSession().app.request("/v1/admin/session", { method: "POST", body, headers: { origin: own } });
    expect(response.status).toBe(400);
    expect(response.headers.has("set-cookie")).toBe(false);
  });
});

describe("401", () => {
  const wrong = {
    none: {},
    bearer: { authorization: "Bearer wrong" },
    basic: { authorization: `Basic ${operatorToken}` },
  };
  test.each(Object.entries(wrong))("%s", async (_, headers) => {
    const response = await thing(withSession(), headers);
    expect(response.status).toBe(401);
    expect(JSON.parse(await response.text()).error.code).toBe("sign_in_required");
  });

  test("a session that is over, forged, cut or made from another token", async () => {
    const surface = withSession();
    const cookie = cookieOf(await signIn(surface, operatorToken));
    const [, expiry = "", rest = ""] = /=([^.]+)(\..*)$/.exec(cookie) ?? [];
    const later = `__Host-handraise=${(Number.parseInt(expiry, 36) + 1e9).toString(36)}${rest}`;
    expect(await statusOf(thing(surface, { cookie: later }))).toBe(401);
    expect(await statusOf(thing(surface, { cookie: cookie.slice(0, -1) }))).toBe(401);
    expect(await statusOf(thing(surface, { cookie: "__Host-handraise=" }))).toBe(401);
    expect(await statusOf(thing(surface, { cookie: cookie.replace("__Host-", "") }))).toBe(401);
    expect(await statusOf(thing(withSession({ adminToken: `${operatorToken}x` }), { cookie }))).toBe(401);
    surface.clock.ms += 12 * 3_600_000;
    expect(await statusOf(thing(surface, { cookie }))).toBe(401);
  });
});

describe("403", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE"])("another site cannot act with the operator's cookie: %s", async (method) => {
    const surface = withSession();
    const cookie = cookieOf(await signIn(surface, operatorToken));
    expect(await statusOf(thing(surface, { cookie, origin: "https://evil.example" }, method))).toBe(403);
    expect(await statusOf(thing(surface, { cookie, origin: "null" }, method))).toBe(403);
    expect(await statusOf(thing(surface, { cookie, "sec-fetch-site": "cross-site" }, method))).toBe(403);
    expect(await statusOf(thing(surface, { cookie, origin: own }, method))).toBe(200);
  });

  test("nor sign the operator in or out", async () => {
    const surface = withSession();
    const evil = { origin: "https://evil.example" };
    const response = await signIn(surface, operatorToken, evil);
    expect([response.status, response.headers.has("set-cookie")]).toEqual([403, false]);
    expect(await statusOf(surface.app.request("/v1/admin/session/end", { method: "POST", headers: evil }))).toBe(403);
  });
});

describe("404", () => {
  test("without a token in the configuration there is no admin surface, whatever is sent", async () => {
    const surface = withSession({ adminToken: null });
    expect(await statusOf(thing(surface, { authorization: "Bearer " }))).toBe(404);
    expect(await statusOf(thing(surface, { authorization: "Bearer undefined" }))).toBe(404);
    expect(await statusOf(signIn(surface, "null"))).toBe(404);
    expect(await statusOf(surface.app.request("/v1/admin/session"))).toBe(404);
    expect(await statusOf(surface.app.request("/v1/admin/session/end", { method: "POST" }))).toBe(404);
  });
});

describe("429", () => {
  const from = (ip: string) => ({ incoming: { socket: { remoteAddress: ip } } });
  const guess = ({ app }: Surface, token: string, ip: string) =>
    app.request("/v1/admin/thing", { headers: { authorization: `Bearer ${token}` } }, from(ip));

  test("wrong tokens lock their sender out, the right token included, and nobody else", async () => {
    const surface = withSession();
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push(await statusOf(guess(surface, `wrong${i}`, "203.0.113.7")));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    const locked = await guess(surface, operatorToken, "203.0.113.7");
    expect([locked.status, locked.headers.get("retry-after")]).toEqual([429, "20"]);
    expect(await statusOf(guess(surface, operatorToken, "203.0.113.8"))).toBe(200);
    surface.clock.ms += 20_000;
    expect(await statusOf(guess(surface, operatorToken, "203.0.113.7"))).toBe(200);
  });

  test("moving through one's own IPv6 network does not help", async () => {
    const surface = withSession();
    const statuses: number[] = [];
    for (let i = 1; i < 6; i++) statuses.push(await statusOf(guess(surface, "wrong", `2001:db8:1:2::${i}`)));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });

  test("the sign-in route counts with the bearer, and right tokens are never counted", async () => {
    const surface = withSession();
    for (let i = 0; i < 9; i++) expect(await statusOf(signIn(surface, operatorToken))).toBe(200);
    for (let i = 0; i < 3; i++) await signIn(surface, "wrong");
    expect(await statusOf(thing(surface, { authorization: "Bearer wrong" }))).toBe(429);
  });
});
