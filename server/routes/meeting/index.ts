import { type Context, Hono } from "hono";
import { AppError, errorCatalogue } from "../../core/errors.ts";
import { doAsRep, type RepDeed, viewRepMeeting } from "../../flows/bookings/rep-meeting.ts";
import type { World } from "../../flows/world.ts";
import { requireOwnOrigin } from "../../http/admin-session.ts";
import type { AppEnv } from "../../http/app-env.ts";
import type { SurfaceHeaders } from "../../http/public-headers.ts";
import type { RateLimit } from "../../http/rate-limit.ts";
import { readForm } from "../connect/desk.ts";
import { type Html, layout } from "../connect/layout.ts";
import { goneBody, handedOverBody, meetingBody, openerBody } from "./pages.ts";

export interface MeetingPageParts {
  readonly world: World;
  readonly headers: SurfaceHeaders;
  readonly rateLimit: RateLimit;
  readonly clientOf: (c: Context<AppEnv>) => string;
}

interface Shown {
  readonly title: string;
  readonly body: (nonce: string) => Html;
  readonly status?: 200 | 404 | 409;
}

const deeds: Readonly<Record<string, (form: URLSearchParams) => RepDeed>> = {
  reassign: (form) => ({ kind: "reassign", toRepId: form.get("to") || undefined }),
  cancel: (form) => ({ kind: "cancel", why: form.get("why")?.trim().slice(0, 1_000) || undefined }),
  "no-show": () => ({ kind: "no-show" }),
  complete: () => ({ kind: "complete" }),
};

/**
 * The page on which a rep passes a meeting on, calls it off or marks it missed, by the link of the mail. The link only opens it: what
 * changes something is a button that posts, since mail scanners open links.
 */
export function meetingRoutes({ world, headers, rateLimit, clientOf }: MeetingPageParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const show = async ({ title, body, status = 200 }: Shown): Promise<Response> => {
    const nonce = crypto.randomUUID();
    const company = world.state.setupOrNull()?.setup.company.name ?? "";
    const page = await layout({ title, company, nonce, body: body(nonce) });
    return new Response(String(page), { status, headers: { ...headers.page({ nonce }), "cache-control": "no-store" } });
  };
  const gone = () => show({ title: "This link does not work", body: goneBody, status: 404 });
  const showMeeting = async (token: string, problem: string | null): Promise<Response> => {
    const meeting = await viewRepMeeting(world, token).catch(orNull);
    if (!meeting) return gone();
    return show({ title: "Your meeting", body: () => meetingBody(meeting, token, problem), ...(problem ? { status: 409 } : {}) });
  };
  const readToken = async (c: Context<AppEnv>): Promise<{ readonly token: string; readonly form: URLSearchParams }> => {
    requireOwnOrigin(c, world.settings.publicUrl);
    const key = clientOf(c);
    if (!rateLimit.allowed(key)) throw new AppError("rate_limited", { retryAfterSeconds: rateLimit.retryAfterSeconds(key) });
    const form = await readForm(c);
    return { token: form.get("token") ?? "", form };
  };

  app.get("/meeting", () => show({ title: "Your meeting", body: openerBody }));
  app.post("/meeting", async (c) => showMeeting((await readToken(c)).token, null));
  for (const [name, deedOf] of Object.entries(deeds)) {
    app.post(`/meeting/${name}`, async (c) => {
      const { token, form } = await readToken(c);
      try {
        const done = await doAsRep(world, token, deedOf(form));
        if (done === "nobody_free") return await showMeeting(token, "Nobody who may take it is free then. Nothing was changed.");
        return name === "reassign"
          ? await show({ title: "A colleague takes it", body: handedOverBody })
          : await showMeeting(token, null);
      } catch (error) {
        if (!(error instanceof AppError) || error.status >= 500) throw error;
        return error.code === "token_invalid" ? gone() : showMeeting(token, errorCatalogue[error.code].title);
      }
    });
  }
  return app;
}

/** Null for a link that does not work; what else goes wrong is thrown on. */
function orNull(error: unknown): null {
  if (error instanceof AppError && error.code === "token_invalid") return null;
  throw error;
}
