import { request, type ServerResponse } from "node:http";
import type { CaldavServer } from "./caldav-account.ts";
import { requireProgram } from "./programs.ts";
import { freePort, runServer, temporaryFolder } from "./run-server.ts";
import { serveHttp } from "./serve-http.ts";

/** A real Xandikos on a free loopback port. It leaves passwords to the proxy in front, so here is that proxy too. */
export async function startXandikos(username = "ada", password = "correct horse: ü"): Promise<CaldavServer> {
  const program = requireProgram("xandikos");
  const folder = temporaryFolder("xandikos");
  const port = await freePort();
  const options = ["--defaults", "--current-user-principal", `/${username}/`, "-l", "127.0.0.1", "-p", String(port)];
  const server = await runServer(program, ["-d", folder.path, ...options], /Press CTRL\+C/);
  const proxy = await startPasswordProxy(port, `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`);
  return {
    url: proxy.url,
    username,
    password,
    homeUrl: `${proxy.url}${username}/calendars/`,
    async stop() {
      await proxy.stop();
      await server.stop();
      folder.remove();
    },
  };
}

async function startPasswordProxy(port: number, authorization: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const proxy = await serveHttp((incoming, outgoing) => {
    if (incoming.headers.authorization !== authorization) {
      outgoing.writeHead(401, { "www-authenticate": 'Basic realm="calendars"' }).end();
      return;
    }
    const { method, url: path, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once("error", () => failed(outgoing));
    incoming.pipe(onward);
  });
  return { url: `${proxy.origin}/`, stop: proxy.stop };
}

function failed(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.writeHead(502);
  outgoing.end();
}
