import type { Hono } from "hono";
import { AppError } from "../../core/errors.ts";
import type { SignInProvider } from "../../core/ports/sign-in.ts";
import { beginSignIn, finishSignIn, signInMs } from "../../flows/sign-in.ts";
import { requireOwnOrigin } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { ConnectDesk } from "./desk.ts";
import { problemWords, signInWords } from "./problem-words.ts";
import { connectCookie } from "./session.ts";

/** Google and Microsoft: there and back again. */
export function signInRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  const { world } = desk;
  const attempt = connectCookie(world.settings.publicUrl, "sign-in");
  const providerOf = (name: string): SignInProvider => {
    const provider = world.signIn.providers.find((one) => one === name);
    if (!provider) throw new AppError("not_found");
    return provider;
  };
  // A link, because a form's policy would forbid the redirect to the provider; it must come from our own page all the same.
  app.get(
    "/connect/:provider/start",
    desk.asRep(async (c, rep) => {
      requireOwnOrigin(c, world.settings.publicUrl);
      const began = await beginSignIn(world, rep, providerOf(c.req.param("provider") ?? ""));
      if (!began.ok) return desk.pick(rep, signInWords(began.failure));
      return desk.go(began.value.url, [attempt.write(began.value.kept, signInMs / 1000)]);
    }),
  );
  app.get(
    "/connect/:provider/callback",
    desk.asRep(async (c, rep) => {
      const provider = providerOf(c.req.param("provider") ?? "");
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
