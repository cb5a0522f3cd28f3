import type { TokenAccess } from "../connect/connection.ts";

/** Providers whose accounts are connected by signing in there. */
export type SignInProvider = "google" | "microsoft";

/** What ties the way back to the browser that went: made for one attempt, kept in that browser alone. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** PKCE's code verifier. */
  readonly verifier: string;
}

export type SignInFailure =
  /** The person said no, or closed the page. */
  | { readonly kind: "declined" }
  /** The answer is not of this attempt, or of nobody's. */
  | { readonly kind: "not_ours" }
  /** Without what was asked for, calendars cannot be read and written. */
  | { readonly kind: "too_little" }
  /** The grant is gone: the person has to sign in again. */
  | { readonly kind: "lost" }
  /** Our client is set up wrongly there, or the provider refuses it. */
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "unreachable"; readonly message: string };

export type SignInResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: SignInFailure };

/** Sign-in by authorization code with PKCE (RFC 6749, RFC 7636, OpenID Connect Core). Every call ends by itself. */
export interface SignIn {
  /** Those that are configured. */
  readonly providers: readonly SignInProvider[];
  /** Where the browser goes. */
  begin(
    provider: SignInProvider,
    attempt: SignInAttempt & { readonly returnUrl: string; readonly hint: string },
  ): Promise<SignInResult<string>>;
  /** What the browser came back with, exchanged; `cameTo` is the whole address that it came to. */
  finish(
    provider: SignInProvider,
    attempt: SignInAttempt & { readonly cameTo: string },
  ): Promise<SignInResult<{ readonly account: string; readonly access: TokenAccess }>>;
  /** Fresh tokens; a provider that gives no new refresh token lets the old one go on. */
  refresh(provider: SignInProvider, refreshToken: string): Promise<SignInResult<TokenAccess>>;
  /** Ends the grant. False where the provider has no way to: the person does it there. */
  revoke(provider: SignInProvider, refreshToken: string): Promise<SignInResult<boolean>>;
}
