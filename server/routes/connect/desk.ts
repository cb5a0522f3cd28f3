import type { Context } from "hono";
import type { Rep } from "../../core/availability/rep.ts";
import type { ConnectionProvider } from "../../core/connect/connection.ts";
import { AppError } from "../../core/errors.ts";
import type { World } from "../../flows/world.ts";
import { requireOwnOrigin } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import type { RateLimit } from "../../http/rate-limit.ts";
import { readBody } from "../../http/read-body.ts";
import { type Html, layout } from "./layout.ts";
import { closedBody, notMineBody, pickBody } from "./pages.ts";
import type { ConnectSessions } from "./session.ts";

export interface Shown {
  readonly title: string;
  readonly body: Html | ((nonce: string) => Html);
  readonly status?: 200 | 404 | 409 | 422;
}

export type AsRep = (c: Context<AppEnv>, rep: Rep) => Promise<Response>;

/** What every connect page is made with. */
export interface ConnectDesk {
  readonly world: World;
  readonly sessions: ConnectSessions;
  /** Of sign-ins that one rep tries. */
  readonly rateLimit: RateLimit;
  show(shown: Shown): Promise<Response>;
  /** To another page, by GET. */
  go(path: string, setCookies?: readonly string[]): Response;
  /** Lets the rep of the session pass; what changes something must come from our own pages. */
  asRep(work: AsRep): (c: Context<AppEnv>) => Promise<Response>;
  /** The page of providers, with what went wrong. */
  pick(rep: Rep, problem?: string): Promise<Response>;
}

export function createDesk(parts: {
  readonly world: World;
  readonly sessions: ConnectSessions;
  readonly rateLimit: RateLimit;
  readonly headers: SurfaceHeaders;
  readonly providers: readonly ConnectionProvider[];
}): ConnectDesk {
  const { world, sessions, rateLimit, headers, providers } = parts;
  const show: ConnectDesk["show"] = async ({ title, body, status = 200 }) => {
    const nonce = crypto.randomUUID();
    const company = world.state.setupOrNull()?.setup.company.name ?? "";
    const page = await layout({ title, company, nonce, body: typeof body === "function" ? body(nonce) : body });
    return new Response(String(page), { status, headers: { ...headers.page({ nonce }), "cache-control": "no-store" } });
  };
  return {
    world,
    sessions,
    rateLimit,
    show,
    go(path, setCookies = []) {
      const answer = new Headers({ ...headers.page(), "cache-control": "no-store", location: path });
      for (const cookie of setCookies) answer.append("set-cookie", cookie);
      return new Response(null, { status: 303, headers: answer });
    },
    asRep: (work) => async (c) => {
      if (c.req.method === "POST") requireOwnOrigin(c, world.settings.publicUrl);
      const rep = sessions.repOf(c);
      if (!rep) return show({ title: "This link does not work", body: closedBody(), status: 404 });
      if (rep.calendar.kind !== "connected") return show({ title: "Nothing to connect", body: notMineBody(), status: 409 });
      return work(c, rep);
    },
    pick: (rep, problem) =>
      show({
        title: "Connect your calendar",
        body: pickBody(rep, { providers, problem: problem ?? null }),
        ...(problem ? { status: 422 } : {}),
      }),
  };
}

/** The fields of a posted form; throws `body_too_large`. */
export async function readForm(c: Context<AppEnv>): Promise<URLSearchParams> {
  const { bytes, tooLarge } = await readBody(c);
  if (tooLarge) throw new AppError("body_too_large");
  return new URLSearchParams(new TextDecoder().decode(bytes));
}
