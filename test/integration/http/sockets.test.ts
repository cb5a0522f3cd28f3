import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { createAdaptorServer, type ServerType } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSurface, type Surface, site } from "../../support/http-surface.ts";

let surface: Surface;
let server: ServerType;
let port = 0;

beforeAll(async () => {
  surface = createSurface({ trustedProxies: ["127.0.0.1"] });
  server = createAdaptorServer({ fetch: surface.app.fetch });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  if ("closeAllConnections" in server) server.closeAllConnections();
});

/** Writes raw bytes and gives back all that comes until the server closes or `done` says that it is enough. */
async function exchange(pieces: readonly (string | Uint8Array)[], done: (answer: string) => boolean): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.setMaxListeners(0);
  let answer = "";
  const finished = new Promise<void>((resolve) => {
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (done(answer)) resolve();
    });
    socket.on("close", () => resolve());
    socket.on("error", () => resolve());
  });
  await once(socket, "connect");
  for (const piece of pieces) {
    if (!socket.write(piece)) await Promise.race([once(socket, "drain"), finished]);
  }
  await finished;
  socket.destroy();
  return answer;
}

const head = (lines: readonly string[]) => `POST /v1/echo HTTP/1.1\r\nHost: meet.example.com\r\n${lines.join("\r\n")}\r\n\r\n`;
const whole = (answer: string) => /\r\n\r\n.*\}$/s.test(answer);
const chunk = (size: number) => `${size.toString(16)}\r\n${"x".repeat(size)}\r\n`;
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));

describe("a body arrives as it was sent", () => {
  test("framed by its length", async () => {
    const answer = await exchange([head(["Content-Length: 5"]), "hello"], whole);
    expect(bodyOf(answer)).toEqual({ length: 5, tooLarge: false, hex: "68656c6c6f" });
  });

  test("in chunks, without a length", async () => {
    const answer = await exchange([head(["Transfer-Encoding: chunked"]), chunk(10_000), chunk(50_000), "0\r\n\r\n"], whole);
    expect(bodyOf(answer)).toMatchObject({ length: 60_000, tooLarge: false });
  });

  test("with bytes that are no text", async () => {
    const answer = await exchange([head(["Content-Length: 4"]), new Uint8Array([0xff, 0x00, 0xc3, 0x28])], whole);
    expect(bodyOf(answer)).toEqual({ length: 4, tooLarge: false, hex: "ff00c328" });
  });

  test("empty", async () => {
    expect(bodyOf(await exchange([head(["Content-Length: 0"])], whole))).toMatchObject({ length: 0 });
  });

  test("of exactly the limit, and one byte more", async () => {
    const exact = await exchange([head(["Content-Length: 65536"]), "x".repeat(65_536)], whole);
    const over = await exchange([head(["Content-Length: 65537"]), "x".repeat(65_537)], whole);
    expect(bodyOf(exact)).toMatchObject({ length: 65_536, tooLarge: false });
    expect(bodyOf(over).error.code).toBe("body_too_large");
  });
});

describe("a body beyond the limit", () => {
  test.each([
    ["that says so", [head(["Content-Length: 1000000"]), "x".repeat(1_000_000)]],
    [
      "in chunks that never say so",
      [head(["Transfer-Encoding: chunked"]), ...Array.from({ length: 40 }, () => chunk(50_000)), "0\r\n\r\n"],
    ],
    ["in one chunk", [head(["Transfer-Encoding: chunked"]), chunk(900_000), "0\r\n\r\n"]],
  ])("%s is answered with 413, its first 64 KiB kept", async (_, pieces) => {
    const answer = await exchange(pieces, whole);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(bodyOf(answer).error.message).toContain("65536 bytes were kept");
  });

  test("that never ends is cut off, and the server goes on", async () => {
    const endless = [head(["Transfer-Encoding: chunked"]), ...Array.from({ length: 300 }, () => chunk(60_000))];
    await exchange(endless, () => false);
    expect(bodyOf(await exchange([head(["Content-Length: 2"]), "ok"], whole))).toMatchObject({ length: 2 });
  });

  test("leaves its connection usable when it was read to its end", async () => {
    const first = [head(["Content-Length: 200000"]), "x".repeat(200_000)];
    const second = [head(["Content-Length: 2"]), "ok"];
    const answer = await exchange([...first, ...second], (text) => text.includes('"length":2'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*HTTP\/1\.1 200 /);
  });
});

describe("a sender that goes away in the middle", () => {
  test("is no fault of the server, and the server goes on", async () => {
    const before = surface.logged.length;
    const socket = connect({ port, host: "127.0.0.1" });
    await once(socket, "connect");
    socket.write(head(["Content-Length: 1000"]) + "half");
    socket.end();
    await once(socket.resume(), "close");
    await expect.poll(() => surface.logged.length).toBeGreaterThan(before);
    expect(surface.logged.slice(before).map((line) => JSON.parse(line).level)).not.toContain("error");
  });
});

describe("headers that try to be clever", () => {
  test("an Origin with a line break never becomes a header of the answer", async () => {
    const answer = await exchange(
      [head(["Origin: https://www.example.com\r\n Set-Cookie: a=b", "Content-Length: 2"]), "ok"],
      (text) => text.includes("\r\n\r\n"),
    );
    expect(answer).not.toMatch(/^set-cookie:/im);
    expect(answer).not.toMatch(/^HTTP\/1\.1 200 /);
  });

  test("two Origins are none of the sites", async () => {
    const answer = await exchange([head([`Origin: ${site}`, "Origin: https://evil.example", "Content-Length: 2"]), "ok"], whole);
    expect(answer).not.toMatch(/access-control-allow-origin: https:\/\/evil/i);
  });

  test("a length and chunks together are refused, so that no proxy reads another body than we do", async () => {
    const answer = await exchange([head(["Content-Length: 2", "Transfer-Encoding: chunked"]), "0\r\n\r\n"], (text) =>
      text.includes("\r\n\r\n"),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  test("a made-up X-Forwarded-For does not get a guesser past the lock", async () => {
    const guess = (spoofed: string) =>
      exchange(
        [
          `GET /v1/admin/thing HTTP/1.1\r\nHost: meet.example.com\r\nAuthorization: Bearer wrong\r\n` +
            `X-Forwarded-For: ${spoofed}, 203.0.113.9\r\n\r\n`,
        ],
        whole,
      );
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push(Number((await guess(`10.1.1.${i}`)).slice(9, 12)));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
  });
});
