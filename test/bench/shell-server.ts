import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { Hono } from "hono";
import pino from "pino";
import type { AppEnv } from "../../server/http/app-env.ts";
import { createErrorAnswers } from "../../server/http/errors.ts";
import { createLogger } from "../../server/http/log.ts";
import { createMetrics } from "../../server/http/metrics.ts";
import { observe } from "../../server/http/observe.ts";
import { createSurfaceHeaders } from "../../server/http/public-headers.ts";
import { readBody } from "../../server/http/read-body.ts";
import { requestHeader } from "../../server/http/request-header.ts";
import { createRequestIds } from "../../server/http/request-id.ts";
import { serverTimingHeader } from "../../server/http/server-timing.ts";
import { serveBench } from "./load.ts";

const decoder = new TextDecoder();
const sites = [{ origin: "https://www.example.com" }];

/** The yardstick: what Hono costs by itself. */
function bare(): Hono {
  return new Hono().post("/echo", async (c) => c.json(await c.req.json()));
}

/** The shell of a public route; `observed` adds the request id, the metrics and the log line. */
function shell(observed: boolean): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const headers = createSurfaceHeaders("https://handraise.example.com");
  const logger = createLogger("info", pino.destination({ dest: "/dev/null", sync: false, minLength: 8_192 }));
  const metrics = createMetrics({ jobCounts: async () => ({}), undecidedLeads: async () => 0, overdueLeads: async () => 0 });
  const stopwatch = () => performance.now();
  if (observed) app.use(observe({ logger, metrics, newRequestId: createRequestIds(), stopwatch }));
  app.onError(createErrorAnswers({ logger, headers, publicUrl: "https://handraise.example.com" }).onError);
  app.post("/echo", async (c) => {
    const { echo } = headers.origin(requestHeader(c, "origin"), sites);
    const { bytes } = await readBody(c);
    const body: unknown = JSON.parse(decoder.decode(bytes));
    const extra = { "x-request-id": c.get("requestId") ?? "", "server-timing": serverTimingHeader([{ name: "echo", ms: 0.1 }]) };
    return new Response(JSON.stringify(body), { status: 200, headers: headers.api(echo, extra) });
  });
  return app;
}

const app = process.argv[2] === "bare" ? bare() : shell(process.argv[2] === "observed");
const server = createAdaptorServer({ fetch: app.fetch });
server.listen(0, "127.0.0.1", () => serveBench((server.address() as AddressInfo).port));
