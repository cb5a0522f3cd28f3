import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";

/** The service account, the people it may act for, and the tokens given out. */
export interface FakeGrants {
  /** The key file that the console would give. */
  readonly keyJson: string;
  /** Answers the token endpoint. */
  token(form: URLSearchParams, tokenUrl: string): { readonly status: number; readonly body: object };
  /** Whose token it is; null when it is none, has expired or was revoked. */
  subjectOf(authorization: string | undefined): string | null;
  /** A token that another sign-in gave for this person. */
  admit(subject: string, token: string): void;
  /** The person's grant is gone: tokens end at once, and none is given any more. */
  revoke(subject: string): void;
  /** Tokens given out end at once; new ones are given. */
  endTokens(): void;
}

const scopes = "https://www.googleapis.com/auth/calendar.events https://www.googleapis.com/auth/calendar.freebusy";
const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const lifeSeconds = 3_600;

/** Google's token endpoint for service accounts, as far as its documents describe it: the assertion's signature and claims are checked. */
export function fakeGrants({ people, now }: { readonly people: readonly string[]; readonly now: () => number }): FakeGrants {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const email = "handraise@project.iam.gserviceaccount.example";
  const keyId = "key-1";
  const delegated = new Set(people);
  const tokens = new Map<string, { readonly subject: string; readonly endsAt: number }>();
  let given = 0;

  const no = (status: number, error: string) => ({ status, body: { error, error_description: `${error} for ada@example.com` } });

  function claimsOf(assertion: string): Record<string, unknown> | null {
    const [header = "", payload = "", signature = ""] = assertion.split(".");
    const key = createPublicKey(publicKey.export({ type: "spki", format: "pem" }));
    const isSigned = verify("RSA-SHA256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
    const { alg, kid } = JSON.parse(Buffer.from(header, "base64url").toString());
    return isSigned && alg === "RS256" && kid === keyId ? JSON.parse(Buffer.from(payload, "base64url").toString()) : null;
  }

  return {
    keyJson: JSON.stringify({
      type: "service_account",
      private_key_id: keyId,
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      client_email: email,
      token_uri: "https://evil.example.net/token",
    }),
    token(form, tokenUrl) {
      if (form.get("grant_type") !== grantType) return no(400, "unsupported_grant_type");
      const claims = claimsOf(form.get("assertion") ?? "");
      const seconds = now() / 1000;
      if (!claims || claims["iss"] !== email || claims["aud"] !== tokenUrl) return no(400, "invalid_grant");
      const [iat, exp] = [Number(claims["iat"]), Number(claims["exp"])];
      if (Math.abs(iat - seconds) > 300 || exp <= seconds || exp - iat > 3_600) return no(400, "invalid_grant");
      const subject = String(claims["sub"]);
      if (!people.includes(subject)) return no(400, "invalid_grant");
      if (claims["scope"] !== scopes || !delegated.has(subject)) return no(401, "unauthorized_client");
      given += 1;
      tokens.set(`token-${given}`, { subject, endsAt: now() + lifeSeconds * 1000 });
      return { status: 200, body: { access_token: `token-${given}`, expires_in: lifeSeconds, token_type: "Bearer" } };
    },
    subjectOf(authorization) {
      const token = tokens.get(authorization?.replace(/^Bearer /, "") ?? "");
      return token && token.endsAt > now() ? token.subject : null;
    },
    admit: (subject, token) => void tokens.set(token, { subject, endsAt: now() + lifeSeconds * 1000 }),
    revoke(subject) {
      delegated.delete(subject);
      for (const [value, token] of tokens) if (token.subject === subject) tokens.delete(value);
    },
    endTokens: () => tokens.clear(),
  };
}
