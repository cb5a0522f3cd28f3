import type { IncomingMessage } from "node:http";

/** What every handler finds on its Hono context. */
export interface AppEnv {
  /** The socket's side of the request; a test that calls `app.request()` may leave it out or give the peer's address alone. */
  Bindings: {
    readonly incoming?: IncomingMessage | { readonly socket: { readonly remoteAddress?: string } };
  };
  Variables: {
    requestId: string;
    /** The origin whose page may read the answer; set by the public routes, so that errors are readable too. */
    allowedOrigin?: string;
  };
}
