import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import { parseConfig } from "../../../server/config/parse-config.ts";
import { createContext } from "../../../server/context.ts";
import { createLogger } from "../../../server/http/log.ts";
import { type RunningServer, startServer } from "../../../server/main.ts";
import { freePort } from "../../support/run-server.ts";

const token = "operator-token-0123456789abcdef";
const quick = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 };
let server: RunningServer;

beforeAll(async () => {
  const parsed = parseConfig({
    HANDRAISE_SECRET: "s".repeat(43),
    HANDRAISE_PUBLIC_URL: "https://book.acme.example",
    HANDRAISE_ADMIN_TOKEN: token,
    HANDRAISE_HOST: "127.0.0.1",
    HANDRAISE_PORT: String(await freePort()),
  });
  if (!parsed.ok) throw new TypeError(parsed.problems.join("\n"));
  const { config, secrets } = parsed;
  const logger = createLogger("silent");
  server = await startServer(await createContext(config, secrets, { store: await openStore(":memory:"), logger }), quick);
});
afterAll(() => server.stop());

async function post(path: string, length: number): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
  const socket = connect({ port: server.port, host: "127.0.0.1" });
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const answer = once(socket, "close").then(() => text);
  await once(socket, "connect");
  const head = [`POST ${path} HTTP/1.1`, "Host: x", `Authorization: Bearer ${token}`, "Connection: close"];
  socket.write(`${[...head, `Content-Length: ${length}`].join("\r\n")}\r\n\r\n`);
  return { socket, answer };
}

test("a table may take its time to arrive, as long as it comes; whoever else sends slowly is cut off", async () => {
  const table = "id,name\n1,One\n2,Two\n";
  const upload = await post("/v1/admin/imports/accounts", table.length);
  upload.socket.write(table.slice(0, 12));
  const slow = await post("/v1/submissions", 100);
  slow.socket.write("{");
  expect(await slow.answer).toMatch(/^HTTP\/1\.1 408 /);
  const another = await post("/v1/submissions", 100);
  another.socket.write("{");
  expect(await another.answer).toMatch(/^HTTP\/1\.1 408 /);
  upload.socket.write(table.slice(12));
  const answer = await upload.answer;
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toContain('"state":"applied"');
});

test("what is no request is told so", async () => {
  const socket = connect({ port: server.port, host: "127.0.0.1" });
  socket.write("nonsense\r\n\r\n");
  const [chunk] = await once(socket, "data");
  expect(String(chunk)).toMatch(/^HTTP\/1\.1 400 /);
});
