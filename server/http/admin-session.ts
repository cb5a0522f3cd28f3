import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { AppError } from "../core/errors.ts";
import type { AppEnv } from "./app-env.ts";
import type { RateLimit } from "./rate-limit.ts";
import { requestHeader } from "./request-header.ts";

const sessionMs = 12 * 60 * 60 * 1_000;

/** Who may use the admin surface: the holder of the operator token, as a bearer or by a session cookie made from it. */
export interface AdminSessions {
  /** Lets the operator pass. Throws `not_found` when there is no token, `sign_in_required`, `rate_limited`, `origin_refused`. */
  readonly guard: MiddlewareHandler<AppEnv>;
  /** Whether this request may see what only the operator may; the same faults as `guard`. */
  check(c: Context<AppEnv>): void;
  /** Takes the token once and gives the cookie that stands for it. Throws as `guard` does. */
  signIn(c: Context<AppEnv>, token: string): { readonly setCookie: string; readonly expiresAt: number };
  /** Ends the session of this request; gives the cookie that forgets it. */
  signOut(c: Context<AppEnv>): { readonly setCookie: string };
}

export interface AdminSessionParts {
  /** Null closes the admin surface, unless it is `open`. */
  readonly adminToken: string | null;
  /** True in development and the demo: without a token everybody passes. */
  readonly open?: boolean;
  readonly publicUrl: string;
  /** Counts wrong tokens alone; small, because a person errs seldom. */
  readonly wrongTokens: RateLimit;
  readonly clientOf: (c: Context<AppEnv>) => string;
  readonly now: () => number;
}

/**
 * Sessions are signed, not stored: they survive a restart and end with the token that they were made from. Signing out is
 * remembered by this process until the session would have ended.
 */
export function createAdminSessions(parts: AdminSessionParts): AdminSessions {
  const { adminToken, wrongTokens, clientOf } = parts;
  const cookie = sessionCookie(parts.publicUrl);
  const tickets = createTickets(adminToken ?? "", parts.now);
  const takeToken = (c: Context<AppEnv>, token: string): void => {
    const client = clientOf(c);
    const locked = () => new AppError("rate_limited", { retryAfterSeconds: wrongTokens.retryAfterSeconds(client) });
    if (wrongTokens.exhausted(client)) throw locked();
    if (adminToken !== null && sameText(token, adminToken)) return;
    throw wrongTokens.allowed(client) ? new AppError("sign_in_required") : locked();
  };
  const check = (c: Context<AppEnv>): void => {
    if (adminToken === null && parts.open === true) return;
    if (adminToken === null) throw new AppError("not_found");
    const bearer = /^Bearer (.+)$/i.exec(requestHeader(c, "authorization") ?? "")?.[1];
    if (bearer !== undefined) return takeToken(c, bearer);
    const ticket = cookie.read(c);
    if (ticket === null || !tickets.valid(ticket)) throw new AppError("sign_in_required");
    if (!isSafe(c.req.method)) requireOwnOrigin(c, parts.publicUrl);
  };
  return {
    check,
    guard: async (c, next) => {
      check(c);
      await next();
    },
    signIn(c, token) {
      if (adminToken === null) throw new AppError("not_found");
      requireOwnOrigin(c, parts.publicUrl);
      takeToken(c, token);
      const expiresAt = parts.now() + sessionMs;
      return { setCookie: cookie.write(tickets.issue(expiresAt), sessionMs / 1_000), expiresAt };
    },
    signOut(c) {
      if (adminToken === null) throw new AppError("not_found");
      requireOwnOrigin(c, parts.publicUrl);
      const ticket = cookie.read(c);
      if (ticket !== null && tickets.valid(ticket)) tickets.revoke(ticket);
      return { setCookie: cookie.write("", 0) };
    },
  };
}

/** `<expiry>.<nonce>.<signature>`, keyed by the operator token itself. */
function createTickets(key: string, now: () => number) {
  const revoked = new Map<string, number>();
  const sign = (content: string) => createHmac("sha256", key).update(`handraise admin session ${content}`).digest("base64url");
  const expiry = (ticket: string) => Number.parseInt(ticket.split(".")[0] ?? "", 36);
  return {
    issue(expiresAt: number): string {
      const content = `${expiresAt.toString(36)}.${randomBytes(16).toString("base64url")}`;
      return `${content}.${sign(content)}`;
    },
    valid(ticket: string): boolean {
      const cut = ticket.lastIndexOf(".");
      if (cut < 0 || !sameText(ticket.slice(cut + 1), sign(ticket.slice(0, cut)))) return false;
      return expiry(ticket) > now() && !revoked.has(ticket);
    },
    revoke(ticket: string): void {
      for (const [old, endsAt] of revoked) if (endsAt <= now()) revoked.delete(old);
      revoked.set(ticket, expiry(ticket));
    },
  };
}

/** Over https the `__Host-` prefix ties the cookie to this very host; plain http, which is for localhost, cannot have it. */
function sessionCookie(publicUrl: string) {
  const secure = publicUrl.startsWith("https:");
  const name = secure ? "__Host-handraise" : "handraise";
  return {
    read(c: Context<AppEnv>): string | null {
      const pairs = (requestHeader(c, "cookie") ?? "").split(";").map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
    },
    write: (value: string, maxAgeSeconds: number) =>
      `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`,
  };
}

const isSafe = (method: string) => method === "GET" || method === "HEAD";

/** A browser names the page that asks; only our own pages may act with the operator's cookie. Without Origin it is no browser. */
export function requireOwnOrigin(c: Context<AppEnv>, publicUrl: string): void {
  const origin = requestHeader(c, "origin");
  const site = requestHeader(c, "sec-fetch-site");
  if (origin === undefined && (site === undefined || site === "same-origin" || site === "none")) return;
  if (origin !== undefined && (origin === new URL(publicUrl).origin || origin === new URL(c.req.url).origin)) return;
  throw new AppError("origin_refused");
}

/** Compares digests, so that neither time nor length tells how near a guess came. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
