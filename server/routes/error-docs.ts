import { Hono } from "hono";
import { errorCatalogue } from "../core/errors.ts";
import type { AppEnv } from "../http/app-env.ts";
import type { SurfaceHeaders } from "../http/public-headers.ts";

/** `/docs/errors`: the catalogue of this very version; every error's `docUrl` points into it. */
export function errorDocsRoutes({ headers }: { headers: SurfaceHeaders }): Hono<AppEnv> {
  const page = render();
  return new Hono<AppEnv>().get("/docs/errors", () => new Response(page, { status: 200, headers: headers.page() }));
}

function render(): string {
  const entries = Object.entries(errorCatalogue).map(
    ([code, { status, title, fix }]) =>
      `<dt id="${code}"><code>${code}</code> <small>${status}</small></dt><dd>${escape(title)} ${escape(fix)}</dd>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Errors of Handraise</title><link rel="icon" href="data:,"><h1>Errors</h1><dl>
${entries.join("\n")}
</dl></html>
`;
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
