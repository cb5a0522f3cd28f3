import { serve } from "@hono/node-server";
import { Hono } from "hono";

/** The least that a server of this kind is: what starting one costs. */
const app = new Hono().get("/healthz", (c) => c.text("ok"));
serve({ fetch: app.fetch, port: Number(process.argv[2]), hostname: "127.0.0.1" });
