import type { Hono } from "hono";
import { AppError } from "../../core/errors.ts";
import { notePush } from "../../flows/calendars/note-push.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { requestHeader } from "../../http/request-header.ts";
import type { HookParts } from "./index.ts";

/** Push channels speak in headers alone. https://developers.google.com/workspace/calendar/api/guides/push */
export function googleHook(app: Hono<AppEnv>, { world, headers }: HookParts): void {
  app.post("/hooks/google", async (c) => {
    const token = requestHeader(c, "x-goog-channel-token") ?? "";
    // The first call of a channel says that it is open; what was there before is read in any case.
    const isOpening = requestHeader(c, "x-goog-resource-state") === "sync";
    if (!isOpening && !(await notePush(world, token, "changed"))) throw new AppError("not_found");
    return new Response(null, { status: 204, headers: headers.api(null) });
  });
}
