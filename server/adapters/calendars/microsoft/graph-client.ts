import type { Client } from "@microsoft/microsoft-graph-client";
import type { Instant } from "../../../core/time.ts";
import { answerFault, GraphFault, retryAfter, silence, unreadable } from "./graph-fault.ts";
import { listOf, member, textOf } from "./json.ts";
import { inLane } from "./mailbox-lanes.ts";
import type { TokenSource } from "./token-source.ts";

export interface GraphAccess {
  /** Root of Graph, without a trailing slash. */
  readonly root: string;
  readonly tokens: TokenSource;
  /** Whose lanes the requests take. */
  readonly mailbox: string;
  /** Ends every request of one call. */
  readonly signal: AbortSignal;
  readonly now: () => Instant;
}

export interface GraphCall {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From the version on: `/users/…`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Asks Graph once: the JSON of a success, null when it has no body. Throws GraphFault for whatever is no success. */
export type Graph = (call: GraphCall) => Promise<unknown>;

const version = "v1.0";
const maxBytes = 16 * 1024 * 1024;
const maxPages = 200;
const clients = new Map<string, Promise<{ readonly client: Client; readonly raw: RawType }>>();
type RawType = typeof import("@microsoft/microsoft-graph-client").ResponseType.RAW;

/**
 * The library without its retries and redirects: its RetryHandler repeats a POST after a 504, and so makes a second event.
 * Retrying is the business of the jobs.
 */
async function loadClient(root: string) {
  const { Client, HTTPMessageHandler, ResponseType } = await import("@microsoft/microsoft-graph-client");
  const middleware = [new HTTPMessageHandler()];
  const fetchOptions = { redirect: "manual" as const };
  const client = Client.initWithMiddleware({ baseUrl: root, defaultVersion: version, middleware, fetchOptions });
  return { client, raw: ResponseType.RAW } as const;
}

function clientFor(root: string) {
  const known = clients.get(root) ?? loadClient(root);
  clients.set(root, known);
  return known;
}

/** Graph for one call of the port. */
export function graphFor(access: GraphAccess): Graph {
  return async (call) => {
    const token = await access.tokens.token(access.signal);
    const first = await send(access, call, token);
    if (first.status !== 401) return understood(access, first);
    // A token can be revoked before its time; a request that was refused for it has done nothing.
    access.tokens.forget(token);
    return understood(access, await send(access, call, await access.tokens.token(access.signal)));
  };
}

async function send(access: GraphAccess, call: GraphCall, token: string): Promise<Answered> {
  const { client, raw } = await clientFor(access.root);
  return inLane(`${access.root} ${access.mailbox.toLowerCase()}`, access.signal, async () => {
    try {
      const query = Object.entries(call.query ?? {}).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
      const request = client
        .api(query.length > 0 ? `${call.path}?${query.join("&")}` : call.path)
        .headers({ ...call.headers, authorization: `Bearer ${token}` })
        .option("signal", access.signal)
        .responseType(raw);
      const response = await methods[call.method](request, call.body);
      if (!isResponse(response)) throw new TypeError("the Graph client gave no response");
      return { status: response.status, headers: response.headers, text: await cappedText(response) };
    } catch (error) {
      throw error instanceof GraphFault ? error : silence(access.signal, error);
    }
  });
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

type Request = ReturnType<Client["api"]>;

const methods: Readonly<Record<GraphCall["method"], (request: Request, body: unknown) => Promise<unknown>>> = {
  GET: (request) => request.get(),
  POST: (request, body) => request.post(body),
  PATCH: (request, body) => request.patch(body),
  DELETE: (request) => request.delete(),
};

/** Not by `instanceof`: the web server of this process puts a Response of its own in place of the one that `fetch` gives. */
function isResponse(value: unknown): value is Response {
  return value instanceof Object && "headers" in value && "body" in value && "status" in value;
}

async function cappedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw unreadable(`it has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function understood({ now }: GraphAccess, { status, headers, text }: Answered): unknown {
  const json = jsonOf(text);
  if (status < 200 || status > 299) {
    const code = /^[\w.]{1,80}$/.exec(textOf(member(json, "error"), "code") ?? "")?.[0] ?? null;
    throw answerFault({ status, code }, { now: now(), retryAt: retryAfter(headers.get("retry-after"), now()) });
  }
  if (text !== "" && json === null) throw unreadable("it is not JSON");
  return json;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Every item of a collection, page after page. Half a collection is a fault, never a short one. */
export async function everyItem(graph: Graph, root: string, call: GraphCall): Promise<readonly unknown[]> {
  return (await everyPage(graph, root, call)).items;
}

/** Every item of a collection, and the last page, which says where a delta goes on. */
export async function everyPage(
  graph: Graph,
  root: string,
  call: GraphCall,
): Promise<{ readonly items: readonly unknown[]; readonly last: unknown }> {
  const items: unknown[] = [];
  let last: unknown = null;
  let next: GraphCall | null = call;
  for (let pages = 0; next; pages += 1) {
    if (pages >= maxPages) throw unreadable(`it has more than ${maxPages} pages`);
    const json = await graph(next);
    const page = listOf(json, "value");
    if (!page) throw unreadable("it is not a list");
    items.push(...page);
    last = json;
    next = nextPage(root, call, member(json, "@odata.nextLink"));
  }
  return { items, last };
}

/** The link holds the whole query of the next page. It is followed within Graph alone: it would carry the token. */
function nextPage(root: string, call: GraphCall, link: unknown): GraphCall | null {
  if (link === undefined || link === null) return null;
  const { query: _query, ...rest } = call;
  return { ...rest, path: linkedPath(root, link) };
}

/** The path behind a link of Graph, query and all. Throws GraphFault when it leads elsewhere. */
export function linkedPath(root: string, link: unknown): string {
  const home = `${root}/${version}/`;
  if (typeof link !== "string" || !link.startsWith(home)) throw unreadable("its next page is elsewhere");
  return link.slice(home.length - 1);
}
