import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";

/** A server of a test's own. */
export interface HttpServer {
  readonly port: number;
  /** Without a slash at its end. */
  readonly origin: string;
  /** Closes what is open, too. */
  stop(): Promise<void>;
}

/** Answers HTTP on a free loopback port until it is stopped. */
export async function serveHttp(answer: RequestListener): Promise<HttpServer> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("the server has no port");
  return {
    port: address.port,
    origin: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
