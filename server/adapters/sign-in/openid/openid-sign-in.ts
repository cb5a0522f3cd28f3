import type { Configuration, TokenEndpointResponse, TokenEndpointResponseHelpers } from "openid-client";
import type { TokenAccess } from "../../../core/connect/connection.ts";
import type { SignIn, SignInProvider, SignInResult } from "../../../core/ports/sign-in.ts";
import { type Instant, instant } from "../../../core/time.ts";
import { failureOf, SignInFault } from "./sign-in-fault.ts";

export interface SignInClient {
  /** The issuer, whose discovery document says the rest. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: () => string;
}

export interface SignInParts {
  readonly clients: Readonly<Partial<Record<SignInProvider, SignInClient>>>;
  readonly now: () => Instant;
}

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers;

const timeoutSeconds = 10;
/** Discovery documents change, if rarely. */
const discoveryMs = 24 * 3_600_000;

interface Wishes {
  readonly scope: string;
  /** What the answer must grant; without it the calendar cannot be used. */
  readonly needed: readonly string[];
  readonly extra: Readonly<Record<string, string>>;
  /** Claims that name the account, the best first. */
  readonly claims: readonly string[];
}

const google = "https://www.googleapis.com/auth/calendar";

const wishes: Readonly<Record<SignInProvider, Wishes>> = {
  google: {
    scope: `openid email ${google}.events ${google}.freebusy ${google}.calendarlist.readonly`,
    needed: [`${google}.events`, `${google}.freebusy`, `${google}.calendarlist.readonly`],
    // Google gives a refresh token only to who asks for consent, and at the first time alone unless it is asked for again.
    extra: { access_type: "offline", prompt: "consent" },
    claims: ["email"],
  },
  microsoft: {
    scope: "openid profile email offline_access https://graph.microsoft.com/Calendars.ReadWrite",
    needed: ["Calendars.ReadWrite"],
    extra: { prompt: "select_account" },
    // Graph finds mailboxes by the name that people sign in with, which need not be their address.
    claims: ["preferred_username", "email"],
  },
};

/** OpenID Connect through openid-client, which is loaded on first use. State, nonce and PKCE are checked in `finish`. */
export function createOpenidSignIn({ clients, now }: SignInParts): SignIn {
  const known = new Map<SignInProvider, { readonly config: Promise<Configuration>; readonly until: number }>();

  /** Concurrent callers wait for one discovery; a failed one is forgotten. */
  function configOf(provider: SignInProvider): Promise<Configuration> {
    const kept = known.get(provider);
    if (kept && kept.until > now()) return kept.config;
    const config = discover(clients[provider]);
    known.set(provider, { config, until: now() + discoveryMs });
    config.catch(() => known.delete(provider));
    return config;
  }

  return {
    providers: (["google", "microsoft"] as const).filter((provider) => clients[provider]),
    begin: (provider, { state, nonce, verifier, returnUrl, hint }) =>
      attempt(async () => {
        const openid = await import("openid-client");
        const { scope, extra } = wishes[provider];
        const url = openid.buildAuthorizationUrl(await configOf(provider), {
          ...extra,
          redirect_uri: returnUrl,
          scope,
          state,
          nonce,
          code_challenge: await openid.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
          login_hint: hint,
        });
        return url.href;
      }),
    finish: (provider, { state, nonce, verifier, cameTo }) =>
      attempt(async () => {
        const openid = await import("openid-client");
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
        const tokens = await openid.authorizationCodeGrant(await configOf(provider), new URL(cameTo), checks);
        const access = accessOf(tokens, now());
        if (!access || !grants(tokens.scope, wishes[provider].needed)) throw new SignInFault({ kind: "too_little" });
        return { account: accountOf(tokens, wishes[provider].claims), access };
      }),
    refresh: (provider, refreshToken) =>
      attempt(async () => {
        const openid = await import("openid-client");
        const tokens = await openid.refreshTokenGrant(await configOf(provider), refreshToken);
        const access = accessOf(tokens, now(), refreshToken);
        if (!access) throw new SignInFault({ kind: "refused", message: "the answer has no tokens" });
        return access;
      }),
    revoke: (provider, refreshToken) =>
      attempt(async () => {
        const openid = await import("openid-client");
        const config = await configOf(provider);
        // Microsoft has none (RFC 7009): there, people end what they granted on a page of their account.
        if (config.serverMetadata().revocation_endpoint === undefined) return false;
        await openid.tokenRevocation(config, refreshToken);
        return true;
      }),
  };
}

async function discover(client: SignInClient | undefined): Promise<Configuration> {
  if (!client) throw new SignInFault({ kind: "refused", message: "this provider is not configured" });
  const openid = await import("openid-client");
  const issuer = new URL(client.issuer);
  // oxlint-disable-next-line typescript/no-deprecated -- it is marked so as to stand out; on loopback nobody listens in
  const execute = issuer.hostname === "127.0.0.1" ? [openid.allowInsecureRequests] : [];
  const secret = openid.ClientSecretPost(client.clientSecret());
  return openid.discovery(issuer, client.clientId, undefined, secret, { timeout: timeoutSeconds, execute });
}

function accessOf(tokens: Tokens, now: Instant, before?: string): TokenAccess | null {
  const refreshToken = tokens.refresh_token ?? before;
  if (!refreshToken) return null;
  const expiresAt = instant(now + (tokens.expiresIn() ?? 0) * 1000);
  return { kind: "tokens", accessToken: tokens.access_token, refreshToken, expiresAt };
}

/** Both providers let people untick what was asked for. Graph's scopes come back with or without their resource. */
function grants(scope: string | undefined, needed: readonly string[]): boolean {
  if (scope === undefined) return true;
  const granted = scope.split(" ").map((one) => one.replace("https://graph.microsoft.com/", ""));
  return needed.every((one) => granted.includes(one));
}

function accountOf(tokens: Tokens, names: readonly string[]): string {
  const claims = tokens.claims();
  const account = names.map((name) => claims?.[name]).find((claim) => typeof claim === "string" && claim !== "");
  if (typeof account !== "string") throw new SignInFault({ kind: "too_little" });
  return account;
}

async function attempt<T>(work: () => Promise<T>): Promise<SignInResult<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}
