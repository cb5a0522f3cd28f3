import type { Hono } from "hono";
import { z } from "zod";
import { AppError } from "../../core/errors.ts";
import { notePush, type Push } from "../../flows/calendars/note-push.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readBody } from "../../http/read-body.ts";
import type { HookParts } from "./index.ts";

const mostBytes = 1_048_576;

const notices = z.object({
  value: z.array(z.object({ clientState: z.string(), lifecycleEvent: z.string().optional() })).max(5_000),
});

/** https://learn.microsoft.com/graph/change-notifications-lifecycle-events */
const pushes: Readonly<Record<string, Push>> = {
  reauthorizationRequired: "ending",
  subscriptionRemoved: "ending",
  missed: "missed",
};

/** Graph asks whether an address is ours before it calls there, and puts many notices in one call. */
export function microsoftHook(app: Hono<AppEnv>, { world, headers }: HookParts): void {
  app.post("/hooks/microsoft", async (c) => {
    const validation = c.req.query("validationToken");
    if (validation !== undefined)
      return new Response(validation.slice(0, 2_000), {
        headers: { ...headers.api(null), "content-type": "text/plain; charset=utf-8" },
      });
    let known = false;
    for (const { token, push } of readNotices(await readBody(c, mostBytes))) {
      if (await notePush(world, token, push)) known = true;
    }
    if (!known) throw new AppError("not_found");
    return new Response(null, { status: 202, headers: headers.api(null) });
  });
}

interface Notice {
  readonly token: string;
  readonly push: Push;
}

/** Each that says something else, once. Throws `not_found` for what is none of Graph's. */
function readNotices({ bytes, tooLarge }: Awaited<ReturnType<typeof readBody>>): readonly Notice[] {
  const parsed = tooLarge ? null : notices.safeParse(jsonOf(bytes));
  if (!parsed?.success) throw new AppError("not_found");
  const all = parsed.data.value.map(({ clientState, lifecycleEvent }): Notice => {
    const push = lifecycleEvent === undefined ? "changed" : (pushes[lifecycleEvent] ?? "missed");
    return { token: clientState, push };
  });
  return [...new Map(all.map((notice) => [`${notice.token} ${notice.push}`, notice])).values()];
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
