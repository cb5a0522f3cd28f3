import type { Hono } from "hono";
import type { SignInProvider } from "../../core/ports/sign-in.ts";
import { beginSignIn, finishSignIn, signInMs } from "../../flows/calendars/sign-in.ts";
import { requireOwnOrigin } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { ConnectDesk } from "./desk.ts";
import { problemWords, signInWords } from "./problem-words.ts";
import { connectCookie } from "./session.ts";

/** Google and Microsoft, as far as they are configured: there and back again. */
export function signInRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  // A path each: one with a parameter beside fixed ones would keep every route of the server from Hono's quickest router.
  for (const provider of desk.world.signIn.providers) signInWith(app, desk, provider);
}

function signInWith(app: Hono<AppEnv>, desk: ConnectDesk, provider: SignInProvider): void {
  const { world } = desk;
  const attempt = connectCookie(world.settings.publicUrl, "sign-in");
  // A link, because a form's policy would forbid the redirect to the provider; it must come from our own page all the same.
  app.get(
    `/connect/${provider}/start`,
    desk.asRep(async (c, rep) => {
      requireOwnOrigin(c, world.settings.publicUrl);
      const began = await beginSignIn(world, rep, provider);
      if (!began.ok) return desk.pick(rep, signInWords(began.failure));
      return desk.go(began.value.url, [attempt.write(began.value.kept, signInMs / 1000)]);
    }),
  );
  app.get(
    `/connect/${provider}/callback`,
    desk.asRep(async (c, rep) => {
      const back = { provider, kept: attempt.read(c) ?? "", query: new URL(c.req.url).search };
      const result = await finishSignIn(world, rep, back);
      if (result.kind === "connected") return desk.go("/connect/calendars", [attempt.write("", 0)]);
      const problem = result.kind === "sign_in" ? signInWords(result.failure) : problemWords(result);
      const page = await desk.pick(rep, problem);
      page.headers.append("set-cookie", attempt.write("", 0));
      return page;
    }),
  );
}
