import type { IncomingMessage } from "node:http";

/** What every handler finds on its Hono context. */
export interface AppEnv {
  /** The socket's side of the request; absent when a test calls `app.request()` without it. */
  Bindings: { readonly incoming?: Pick<IncomingMessage, "socket"> };
  Variables: {
    requestId: string;
    /** The origin whose page may read the answer; set by the public routes, so that errors are readable too. */
    allowedOrigin?: string;
  };
}
