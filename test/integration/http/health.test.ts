import { describe, expect, test } from "vitest";
import { errorCatalogue } from "../../../server/core/errors.ts";
import { errorDocsRoutes } from "../../../server/routes/error-docs.ts";
import { healthRoutes } from "../../../server/routes/health.ts";
import { createSurface, operatorToken, type SurfaceOptions } from "../../support/http-surface.ts";

function healthy(options: SurfaceOptions = {}) {
  const surface = createSurface(options);
  const state = { pings: 0, broken: false, stopping: false };
  const ping = async () => {
    state.pings += 1;
    if (state.broken) throw new Error("canary: disk full");
  };
  const { metrics, sessions, headers, clock } = surface;
  surface.app.route(
    "/",
    healthRoutes({
      ping,
      isStopping: () => state.stopping,
      metrics,
      sessions,
      headers,
      stopwatch: () => clock.ms,
    }),
  );
  return { ...surface, state };
}

describe("200", () => {
  test("the process answers while it lives, even when it cannot take leads", async () => {
    const { app, state } = healthy();
    Object.assign(state, { broken: true, stopping: true });
    const response = await app.request("/healthz");
    expect([response.status, await response.text()]).toEqual([200, '{"status":"ok"}']);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("it is ready when the database can be written", async () => {
    const response = await healthy().app.request("/readyz");
    expect([response.status, await response.text()]).toEqual([200, '{"status":"ready"}']);
  });

  test("many who ask make one write a second", async () => {
    const { app, state, clock } = healthy();
    await Promise.all(Array.from({ length: 50 }, async () => app.request("/readyz")));
    expect(state.pings).toBe(1);
    clock.ms += 1_001;
    await app.request("/readyz");
    expect(state.pings).toBe(2);
  });

  test("the operator reads the counters", async () => {
    const { app, metrics } = healthy();
    metrics.meter.submission("offered");
    metrics.meter.booking("booked");
    metrics.meter.calendarRead("auth_lost");
    await app.request("/healthz");
    const response = await app.request("/metrics", { headers: { authorization: `Bearer ${operatorToken}` } });
    const text = await response.text();
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    for (const line of [
      'handraise_submissions_total{outcome="offered"} 1',
      'handraise_bookings_total{outcome="booked"} 1',
      'handraise_calendar_reads_total{outcome="auth_lost"} 1',
      'handraise_jobs{state="ready"} 2',
      "handraise_undecided_leads 1",
      'handraise_http_request_seconds_count{method="GET",route="/healthz",status="200"} 1',
    ]) {
      expect(text).toContain(line);
    }
  });

  test("two servers in one process do not count together", async () => {
    const [one, other] = [healthy(), healthy()];
    one.metrics.meter.submission("offered");
    expect(await other.metrics.text()).not.toContain('outcome="offered"');
  });

  test("development leaves the counters open", async () => {
    expect((await healthy({ adminToken: null, open: true }).app.request("/metrics")).status).toBe(200);
  });
});

describe("401 and 404", () => {
  test("strangers do not read the counters, from this machine neither: a proxy's visitors all seem to be here", async () => {
    const local = { incoming: { socket: { remoteAddress: "127.0.0.1" } } };
    expect((await healthy().app.request("/metrics", {}, local)).status).toBe(401);
    expect((await healthy({ adminToken: null }).app.request("/metrics", {}, local)).status).toBe(404);
  });
});

describe("503", () => {
  test.each([
    ["the database cannot be written", { broken: true }, ["store_unavailable"]],
    ["it is stopping", { stopping: true }, ["stopping"]],
    ["both", { broken: true, stopping: true }, ["stopping", "store_unavailable"]],
  ])("%s: not ready, with the reason's code and no more", async (_, change, reasons) => {
    const { app, state } = healthy();
    Object.assign(state, change);
    const response = await app.request("/readyz");
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toEqual({ status: "not_ready", reasons });
    expect(text).not.toContain("canary");
  });

  test("it is ready again a second after the database is", async () => {
    const { app, state, clock } = healthy();
    state.broken = true;
    await app.request("/readyz");
    state.broken = false;
    clock.ms += 1_001;
    expect((await app.request("/readyz")).status).toBe(200);
  });
});

describe("the page that every error's docUrl leads to", () => {
  test("has an anchor for each code", async () => {
    const { app, headers } = createSurface();
    app.route("/", errorDocsRoutes({ headers }));
    const response = await app.request("/docs/errors");
    const text = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    for (const code of Object.keys(errorCatalogue)) expect(text).toContain(`id="${code}"`);
  });
});
