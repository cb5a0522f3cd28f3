import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { type HttpBindings, serve } from "@hono/node-server";
import { type Context, Hono } from "hono";

export interface FakeSignInOptions {
  readonly email: string;
  /** Told of each access token that is given out, so that a fake calendar takes it. */
  readonly onToken?: (token: string) => void;
}

interface Asked {
  readonly challenge: string;
  readonly nonce: string;
  readonly redirectUri: string;
  readonly scope: string;
}

/**
 * A small OpenID provider on a free loopback port. It gives each code once, to the client that asked, for the verifier of its
 * challenge and the same return address; refresh tokens are used once, and the next one comes with the answer.
 */
export async function startFakeSignIn({ email, onToken }: FakeSignInOptions) {
  const client = { id: "the-client", secret: "canary-client-secret" };
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const codes = new Map<string, Asked>();
  const refreshTokens = new Set<string>();
  const seen = { authorizations: [] as Record<string, string>[], exchanges: 0, refreshes: 0, revocations: 0 };
  const knobs = {
    /** What the person does: agrees, or not. */
    declines: false,
    /** Scopes that the person unticks. */
    unticked: [] as string[],
    lifeSeconds: 3600,
    /** Answers of the token endpoint instead of its own. */
    tokenStatus: 0,
    /** Holds the token endpoint until it resolves. */
    gate: Promise.resolve(),
    wrongNonce: false,
    noRefreshToken: false,
    /** Whether there is a place where grants are ended. */
    revocable: true,
  };
  let origin = "";

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const idToken = (nonce: string | undefined) => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: origin,
      aud: client.id,
      sub: "person-1",
      iat: seconds,
      exp: seconds + 3600,
      email,
      preferred_username: email,
    };
    const signed = `${part({ alg: "RS256", kid: "1" })}.${part({ ...claims, ...(nonce === undefined ? {} : { nonce }) })}`;
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
  };
  const no = (c: Context, error: string, status: 400 | 401 = 400) =>
    c.json({ error, error_description: `${error}: ask ${email}` }, status);
  const give = (c: Context, scope: string, nonce?: string) => {
    const access_token = `access-${randomUUID()}`;
    const refresh_token = `refresh-canary-${randomUUID()}`;
    refreshTokens.add(refresh_token);
    onToken?.(access_token);
    const rest = { token_type: "Bearer", expires_in: knobs.lifeSeconds, scope, id_token: idToken(nonce) };
    return c.json({ access_token, ...(knobs.noRefreshToken ? {} : { refresh_token }), ...rest });
  };

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.get("/.well-known/openid-configuration", (c) =>
    c.json({
      issuer: origin,
      authorization_endpoint: `${origin}/authorize`,
      token_endpoint: `${origin}/token`,
      jwks_uri: `${origin}/keys`,
      ...(knobs.revocable ? { revocation_endpoint: `${origin}/revoke` } : {}),
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
      code_challenge_methods_supported: ["S256"],
    }),
  );
  app.get("/keys", (c) => c.json({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] }));
  app.get("/authorize", (c) => {
    const query = c.req.query();
    seen.authorizations.push(query);
    const { client_id, redirect_uri = "", response_type, state = "", code_challenge = "", nonce = "", scope = "" } = query;
    const isWhole = state.length >= 22 && nonce.length >= 22 && code_challenge.length === 43;
    if (client_id !== client.id || response_type !== "code" || query["code_challenge_method"] !== "S256" || !isWhole)
      return c.text("this request is not safe", 400);
    const back = new URL(redirect_uri);
    back.searchParams.set("state", state);
    if (knobs.declines) back.searchParams.set("error", "access_denied");
    else {
      const code = randomUUID();
      const granted = scope.split(" ").filter((one) => !knobs.unticked.includes(one));
      codes.set(code, { challenge: code_challenge, nonce, redirectUri: redirect_uri, scope: granted.join(" ") });
      back.searchParams.set("code", code);
    }
    return c.redirect(back.href);
  });
  app.post("/revoke", async (c) => {
    seen.revocations += 1;
    const form = new URLSearchParams(await c.req.text());
    return refreshTokens.delete(form.get("token") ?? "") ? c.body(null, 200) : no(c, "invalid_token");
  });
  app.post("/token", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    await knobs.gate;
    if (knobs.tokenStatus !== 0) return c.text("<html>out of order</html>", 503);
    if (form.get("client_id") !== client.id || form.get("client_secret") !== client.secret) return no(c, "invalid_client", 401);
    if (form.get("grant_type") === "refresh_token") {
      seen.refreshes += 1;
      if (!refreshTokens.delete(form.get("refresh_token") ?? "")) return no(c, "invalid_grant");
      return give(c, "");
    }
    seen.exchanges += 1;
    const code = form.get("code") ?? "";
    const asked = codes.get(code);
    codes.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!asked || asked.challenge !== challenge || asked.redirectUri !== form.get("redirect_uri")) return no(c, "invalid_grant");
    return give(c, asked.scope, knobs.wrongNonce ? "another" : asked.nonce);
  });

  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const listening = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
      origin = `http://127.0.0.1:${port}`;
      resolve(listening);
    });
  });
  return {
    issuer: origin,
    client,
    seen,
    knobs,
    /** The person takes the consent back: no refresh token works any more. */
    revoke: () => refreshTokens.clear(),
    async stop(): Promise<void> {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeSignIn = Awaited<ReturnType<typeof startFakeSignIn>>;
