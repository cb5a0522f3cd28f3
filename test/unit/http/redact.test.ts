import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { createLogger, type Logger } from "../../../server/http/log.ts";

/** Logs once and gives back the line, as text and as JSON. */
function logged(write: (logger: Logger) => void): { text: string; line: Record<string, unknown> } {
  const lines: string[] = [];
  write(createLogger("trace", { write: (line) => lines.push(line) }));
  const [text = ""] = lines;
  return { text, line: JSON.parse(text) };
}

test.each([
  ["a field", { email: "canary@example.com", name: "canary", phone: "canary" }],
  ["a field spelt another way", { Email: "canary", manage_token: "canary", "X-Forwarded-For": "canary", "Set-Cookie": "canary" }],
  ["a nested field", { request: { headers: { authorization: "Bearer canary", cookie: "a=canary" } } }],
  ["an item of a list", { jobs: [{ payload: { to: "canary" } }, { body: "canary" }] }],
  ["bytes", { chunk: new TextEncoder().encode("canary") }],
  ["an address inside a text", { reply: "550 <canary@example.com>: mailbox full" }],
  ["a password inside a URL", { url: "postgres://handraise:canary@db.internal/x" }],
  ["the message of an error", { err: new Error("Key (email)=(canary@example.com) exists") }],
  ["the cause of an error", { err: new Error("x", { cause: new Error("to canary@example.com") }) }],
  [
    "what a driver hangs on its error",
    { err: Object.assign(new Error("x"), { detail: "row (canary)", parameters: ["canary"] }) },
  ],
])("%s does not reach the log", (_, fields) => {
  expect(logged((logger) => logger.info(fields, "kept")).text).not.toContain("canary");
});

test.each([
  ["a message and its arguments", (logger: Logger) => logger.warn("mail to %s", "canary@example.com")],
  ["a message beside fields", (logger: Logger) => logger.warn({ ok: false }, "mail to canary@example.com")],
  ["the message that is taken from an error", (logger: Logger) => logger.warn(new Error("canary@example.com"))],
  ["the message that is taken from a field's error", (logger: Logger) => logger.warn({ err: new Error("canary@example.com") })],
])("%s is cleaned too", (_, write) => {
  expect(logged(write).text).not.toContain("canary");
});

test("an error that is logged by itself keeps its stack and loses its addresses", () => {
  const { line } = logged((logger) => logger.error(new Error("refused canary@example.com")));
  expect(line).toMatchObject({ level: "error", err: { type: "Error", message: "refused [redacted]" } });
  expect(JSON.stringify(line)).not.toContain("canary");
  expect((line["err"] as { stack: string }).stack).toContain("redact.test.ts");
});

test("what an operator needs stays readable", () => {
  const { line } = logged((logger) =>
    logger.info({ requestId: "req_1", status: 201, steps: [{ ms: 1.5 }], ok: true, gone: null }, "request"),
  );
  expect(line).toMatchObject({
    level: "info",
    requestId: "req_1",
    status: 201,
    steps: [{ ms: 1.5 }],
    ok: true,
    gone: null,
    msg: "request",
  });
  expect(line["time"]).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test("an object that holds itself ends", () => {
  const self: Record<string, unknown> = {};
  self["self"] = self;
  expect(logged((logger) => logger.info(self, "x")).text).toContain("[deep]");
});

test("standard output is the default, and takes lines", () => {
  const script = 'import { createLogger } from "./server/http/log.ts"; createLogger("info").info({ ok: true }, "kept");';
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toMatchObject({ level: "info", ok: true, msg: "kept" });
});
