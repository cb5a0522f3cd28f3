import { Hono } from "hono";
import type { World } from "../../flows/world.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import { googleHook } from "./google.ts";
import { microsoftHook } from "./microsoft.ts";

export interface HookParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
}

/** Where calendar providers call when something changed. They are believed by the token that they were given, and answered at once. */
export function hookRoutes(parts: HookParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  googleHook(app, parts);
  microsoftHook(app, parts);
  return app;
}
