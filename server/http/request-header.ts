import type { Context } from "hono";
import type { AppEnv } from "./app-env.ts";

/** A header by its lower-case name, from where Node has parsed it already: the Request's own headers cost several times that. */
export function requestHeader(c: Context<AppEnv>, name: string): string | undefined {
  const incoming = c.env?.incoming;
  if (incoming === undefined || !("headers" in incoming)) return c.req.header(name);
  const value = incoming.headers[name];
  return typeof value === "string" ? value : undefined;
}
