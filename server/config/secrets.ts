const hidden = "[secret]";

/** A value that never shows itself: printing, inspecting or serialising it gives `[secret]`. */
export interface Secret {
  /** The value itself; call it at the place of use and nowhere else. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

/** A client that reps sign in through at a calendar provider. */
export interface OauthClient {
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Microsoft's directory; empty where there is none. */
  readonly tenant: string;
}

/** What the environment keeps from logs, answers and error messages. */
export interface Secrets {
  /** Signs offers and links; null asks the context to read or make `config.signingKeyFile`. */
  readonly signingKey: Secret | null;
  /** Opens the admin surface; null closes it. */
  readonly adminToken: Secret | null;
  /** With its password; null when mail stays in the embedded outbox. */
  readonly smtpUrl: Secret | null;
  /** With its password; null when the database is SQLite. */
  readonly postgresUrl: Secret | null;
  /** Keys of the vault, the sealing one first; empty when they come from the signing key. */
  readonly vaultKeys: readonly { readonly id: string; readonly key: Secret }[];
  /** Providers that reps can connect by signing in; null when not configured. */
  readonly oauth: { readonly google: OauthClient | null; readonly microsoft: OauthClient | null };
  /** The value of a `HANDRAISE_SECRET_*` variable that a setup names as `passwordEnv`; null when it is not set. */
  password(variable: string): Secret | null;
}

/** Wraps a value so that only `reveal` gives it away. */
export function secret(value: string): Secret {
  const show = () => hidden;
  const holder = { reveal: () => value, toString: show, toJSON: show };
  Object.defineProperty(holder, Symbol.for("nodejs.util.inspect.custom"), { value: show, enumerable: false });
  return Object.freeze(holder);
}
