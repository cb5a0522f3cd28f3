import { type Context, Hono } from "hono";
import { AppError } from "../core/errors.ts";
import type { AppEnv } from "../http/app-env.ts";
import type { SurfaceHeaders } from "../http/public-headers.ts";
import type { StaticFile, StaticFolder } from "./static-files.ts";

export interface StaticParts {
  readonly widget: StaticFolder;
  readonly admin: StaticFolder;
  /** The sample site; null outside the demo. */
  readonly demo: StaticFolder | null;
  /** The console is there only when it can be opened. */
  readonly adminOpen: boolean;
  readonly headers: SurfaceHeaders;
}

const forever = "public, max-age=31536000, immutable";
/** Long enough to spare most visits a request, short enough for an update to arrive within minutes. */
const soon = "public, max-age=300, stale-while-revalidate=86400";

/** `/w/*` the widget, `/admin/*` the console, `/manage` the visitor's own page, and in the demo `/demo/*` the sample site. */
export function staticRoutes(parts: StaticParts): Hono<AppEnv> {
  const { headers } = parts;
  const app = new Hono<AppEnv>();
  app.get("/w/*", (c) => {
    const file = fileAt(parts.widget, below(c, "/w/"));
    return send(c, file, headers.widgetFile({ "cache-control": file.hashed ? forever : soon }));
  });
  app.get("/manage", (c) => send(c, fileAt(parts.widget, "manage.html"), headers.page()));
  if (parts.adminOpen) consoleRoutes(app, parts);
  if (parts.demo !== null) demoRoutes(app, parts.demo, headers);
  return app;
}

function consoleRoutes(app: Hono<AppEnv>, { admin, headers }: StaticParts): void {
  app.get("/admin", (c) => c.redirect("/admin/", 308));
  app.get("/admin/*", (c) => {
    const path = below(c, "/admin/");
    // The console finds its own pages by their address: only a name with an extension asks for a file.
    if (!path.includes(".") || path === "index.html") return send(c, fileAt(admin, "index.html"), headers.page());
    const file = fileAt(admin, path);
    return send(c, file, headers.file({ "cache-control": file.hashed ? forever : "no-cache" }));
  });
}

function demoRoutes(app: Hono<AppEnv>, demo: StaticFolder, headers: SurfaceHeaders): void {
  app.get("/demo", (c) => c.redirect("/demo/", 308));
  app.post("/demo/contact", (c) => c.redirect("/demo/thanks", 303));
  app.get("/demo/*", (c) => {
    const path = below(c, "/demo/");
    const file = fileAt(demo, path === "" ? "index.html" : path.includes(".") ? path : `${path}.html`);
    if (file.contentType.startsWith("text/html")) return send(c, file, headers.samplePage());
    return send(c, file, headers.file({ "cache-control": file.hashed ? forever : "no-cache" }));
  });
}

/** The path after the prefix as a key of the folder; anything that is not plain leads to no file. */
const below = (c: Context<AppEnv>, prefix: string) => c.req.path.slice(prefix.length);

function fileAt(folder: StaticFolder, path: string): StaticFile {
  const file = folder.files.get(path);
  if (file === undefined) throw new AppError("not_found");
  return file;
}

function send(c: Context<AppEnv>, file: StaticFile, headers: Record<string, string>): Response {
  const all: Record<string, string> = { ...headers, etag: file.etag, vary: "Accept-Encoding" };
  if (c.req.header("if-none-match")?.includes(file.etag)) return new Response(null, { status: 304, headers: all });
  all["content-type"] = file.contentType;
  if (file.brotli === null || !/\bbr\b/.test(c.req.header("accept-encoding") ?? "")) {
    return new Response(bodyOf(file.bytes), { status: 200, headers: all });
  }
  all["content-encoding"] = "br";
  return new Response(bodyOf(file.brotli), { status: 200, headers: all });
}

/** Files were read into their own buffers, never into shared memory, which is all that the type asks for. */
const bodyOf = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;
