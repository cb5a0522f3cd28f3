import type { IncomingMessage, ServerResponse } from "node:http";
import { serveHttp } from "../../support/serve-http.ts";

/** What the site's own server received from a form. */
export interface Posted {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface SitePage {
  readonly html: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A customer's site: its pages and its own form endpoint, which knows nothing of Handraise. */
export interface Site {
  readonly origin: string;
  /** Every POST, and every GET with a query. */
  readonly posted: Posted[];
  /** What a POST is answered with; the default leads to `/thanks`. */
  reply: { status: number; headers: Record<string, string>; body: string; delayMs: number };
  page(path: string, page: SitePage): string;
  reset(): void;
  close(): Promise<void>;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const toThanks = () => ({ status: 303, headers: { location: "/thanks" }, body: "", delayMs: 0 });

const isPage = (path: string, pages: ReadonlyMap<string, SitePage>): boolean => path === "/thanks" || pages.has(path);

export const startSite = async (): Promise<Site> => {
  const pages = new Map<string, SitePage>();
  const site: Site = {
    origin: "",
    posted: [],
    reply: toThanks(),
    page: (path, page) => {
      pages.set(path, page);
      return `${site.origin}${path}`;
    },
    reset: () => {
      pages.clear();
      site.posted.length = 0;
      site.reply = toThanks();
    },
    close: () => server.stop(),
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<unknown> => {
    const url = new URL(request.url ?? "/", "http://site");
    if (url.pathname === "/favicon.ico") return response.writeHead(204).end();
    let body = "";
    for await (const chunk of request) body += chunk;
    if (request.method === "POST") {
      site.posted.push({ method: "POST", path: url.pathname, body });
      await wait(site.reply.delayMs);
      return response.writeHead(site.reply.status, { "content-type": "text/html", ...site.reply.headers }).end(site.reply.body);
    }
    if (url.search) site.posted.push({ method: "GET", path: url.pathname, body: url.search });
    const page = pages.get(url.pathname);
    const html = page?.html ?? "<!doctype html><html lang=en><title>Thanks</title><h1>Thank you from the site</h1>";
    const status = isPage(url.pathname, pages) ? 200 : 404;
    return response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...page?.headers }).end(html);
  };
  const server = await serveHttp((request, response) => void answer(request, response));
  Object.assign(site, { origin: server.origin });
  return site;
};
