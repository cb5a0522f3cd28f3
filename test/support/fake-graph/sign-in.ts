import { randomUUID } from "node:crypto";
import type { Context } from "hono";

export interface AppRegistration {
  readonly tenantId: string;
  readonly clientId: string;
  clientSecret: string;
  /** How long a token lives. */
  tokenLifeSeconds: number;
}

/** The token endpoint for client credentials, and the tokens that it gave out. */
export function signIn(app: AppRegistration, scope: () => string, now: () => number) {
  const tokens = new Map<string, number>();
  const refuse = (c: Context, error: string, code: number) =>
    c.json(
      {
        error,
        error_description: `AADSTS${code}: The secret of the app of Contoso (ada@contoso.example) is wrong. Trace ID: ${randomUUID()}`,
        error_codes: [code],
        timestamp: "2026-06-01 12:00:00Z",
        trace_id: randomUUID(),
        correlation_id: randomUUID(),
        error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      },
      error === "invalid_client" ? 401 : 400,
    );
  return {
    async token(c: Context): Promise<Response> {
      const form = await c.req.parseBody();
      if (c.req.param("tenant") !== app.tenantId) return refuse(c, "invalid_request", 90002);
      if (form["grant_type"] !== "client_credentials") return refuse(c, "unsupported_grant_type", 70003);
      if (form["client_id"] !== app.clientId) return refuse(c, "unauthorized_client", 700016);
      if (form["scope"] !== scope()) return refuse(c, "invalid_scope", 1002012);
      if (form["client_secret"] !== app.clientSecret) return refuse(c, "invalid_client", 7000215);
      const access_token = `eyJ0.${randomUUID()}`;
      tokens.set(access_token, now() + app.tokenLifeSeconds * 1000);
      const expires_in = app.tokenLifeSeconds;
      return c.json({ token_type: "Bearer", expires_in, ext_expires_in: expires_in, access_token });
    },
    isValid(authorization: string | undefined): boolean {
      const until = tokens.get(/^Bearer (.+)$/.exec(authorization ?? "")?.[1] ?? "");
      return until !== undefined && now() < until;
    },
    /** A token that a person's own sign-in gave. */
    admit(token: string): void {
      tokens.set(token, now() + app.tokenLifeSeconds * 1000);
    },
    revokeTokens(): void {
      tokens.clear();
    },
  };
}
