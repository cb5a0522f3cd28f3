import { Hono } from "hono";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import type { AdminSessions } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import { readBody } from "../../http/read-body.ts";

const signInBody = z.object({ token: z.string().min(1).max(500) });

/** `/v1/admin/session`: sign in with the operator token, see that one is signed in, sign out. */
export function adminSessionRoutes({ sessions, headers }: { sessions: AdminSessions; headers: SurfaceHeaders }): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const answer = (body: unknown, extra: Record<string, string> = {}) =>
    new Response(JSON.stringify(body), { status: 200, headers: headers.api(null, extra) });
  app.get("/v1/admin/session", (c) => {
    sessions.check(c);
    return answer({ signedIn: true });
  });
  app.post("/v1/admin/session", async (c) => {
    const { bytes } = await readBody(c);
    const { token } = parseSignIn(bytes);
    const { setCookie, expiresAt } = sessions.signIn(c, token);
    return answer({ signedIn: true, expiresAt: new Date(expiresAt).toISOString() }, { "set-cookie": setCookie });
  });
  app.post("/v1/admin/session/end", (c) => {
    const { setCookie } = sessions.signOut(c);
    return answer({ signedIn: false }, { "set-cookie": setCookie, "clear-site-data": '"cache"' });
  });
  return app;
}

function parseSignIn(bytes: Uint8Array): z.infer<typeof signInBody> {
  try {
    return signInBody.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new AppError("body_malformed", { param: "token" }, { cause });
  }
}
