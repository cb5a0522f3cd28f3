import type { Context } from "hono";
import type { ErrorAnswer } from "../contract/public.ts";
import { AppError, errorCatalogue } from "../core/errors.ts";
import type { AppEnv } from "./app-env.ts";
import type { Logger } from "./log.ts";
import type { SurfaceHeaders } from "./public-headers.ts";

export interface ErrorAnswers {
  /** For `app.onError`: every fault in the one wire format; what is not an AppError is `internal`, told to the log alone. */
  readonly onError: (error: Error, c: Context<AppEnv>) => Response;
  /** For `app.notFound`: the hidden and the missing look the same. */
  readonly notFound: (c: Context<AppEnv>) => Response;
}

/** `publicUrl` is where `docUrl` points to: `<publicUrl>/docs/errors#<code>`. */
export function createErrorAnswers(parts: {
  readonly logger: Logger;
  readonly headers: SurfaceHeaders;
  readonly publicUrl: string;
}): ErrorAnswers {
  const answer = (error: AppError, c: Context<AppEnv>): Response => {
    const requestId = c.get("requestId") ?? "";
    const body = errorAnswer(error, { requestId, publicUrl: parts.publicUrl });
    const extra: Record<string, string> = { "x-request-id": requestId };
    const seconds = retryAfter(error);
    if (seconds !== null) {
      extra["retry-after"] = String(seconds);
      extra["access-control-expose-headers"] = "Retry-After";
    }
    const headers = parts.headers.api(c.get("allowedOrigin") ?? null, extra);
    return new Response(JSON.stringify(body), { status: error.status, headers });
  };
  return {
    onError(thrown, c) {
      const error = thrown instanceof AppError ? thrown : new AppError("internal", {}, { cause: thrown });
      if (error.status >= 500) parts.logger.error({ requestId: c.get("requestId"), err: error }, "request failed");
      return answer(error, c);
    },
    notFound: (c) => answer(new AppError("not_found"), c),
  };
}

/**
 * One fault as it goes over the wire. Of its details only two leave: `param`, the field that is meant, and `reason`, what
 * is wrong with it; neither may carry what the visitor typed.
 */
function errorAnswer(
  error: AppError,
  { requestId, publicUrl }: { readonly requestId: string; readonly publicUrl: string },
): ErrorAnswer {
  const { param, reason } = error.details;
  const { title } = errorCatalogue[error.code];
  return {
    error: {
      code: error.code,
      message: typeof reason === "string" ? `${title} ${reason}` : title,
      ...(typeof param === "string" && param !== "" ? { param } : {}),
      docUrl: `${publicUrl}/docs/errors#${error.code}`,
      requestId,
    },
  };
}

function retryAfter(error: AppError): number | null {
  const seconds = error.details["retryAfterSeconds"];
  if (typeof seconds === "number") return seconds;
  return error.code === "rate_limited" || error.code === "store_unavailable" ? 1 : null;
}
