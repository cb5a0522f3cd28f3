import { lookup } from "node:dns";
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { Readable } from "node:stream";
import type { Egress } from "../egress.ts";
import { isAskable } from "./address-problem.ts";

export interface EgressRules {
  /** The own network and plain http are welcome, too. */
  readonly allowPrivate: boolean;
  /** How names become addresses; the system's way when absent. */
  readonly resolve?: LookupFunction;
}

/** Thrown in place of a connection to where this server does not go. */
class ForbiddenAddress extends Error {
  readonly code = "EPRIVATE";

  constructor() {
    super("the name leads to an address that this server may not ask");
    this.name = "ForbiddenAddress";
  }
}

/**
 * Asks addresses that people typed. The address that a name leads to is looked at as the connection is made to it, so that a name
 * which led elsewhere a moment ago leads nowhere now. Redirects are answers here; whoever follows one asks for it again.
 */
export function guardedFetch({ allowPrivate, resolve = systemLookup }: EgressRules): Egress {
  const guarded: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, []);
      const addresses = Array.isArray(found) ? found : [];
      if (addresses.length === 0 || !addresses.every(({ address }) => isAskable(address, allowPrivate)))
        return done(new ForbiddenAddress(), []);
      const [first] = addresses;
      if (options.all === true || !first) return done(null, addresses);
      return done(null, first.address, first.family);
    });
  };
  const agents = {
    "http:": new HttpAgent({ keepAlive: true, lookup: guarded }),
    "https:": new HttpsAgent({ keepAlive: true, lookup: guarded }),
  };

  return async (url, { method = "GET", headers, body, signal }) => {
    const { protocol } = url;
    const host = url.hostname.replace(/^\[|\]$/g, "");
    // Of an address that is one already nobody asks the name service.
    if (isIP(host) !== 0 && !isAskable(host, allowPrivate)) throw new ForbiddenAddress();
    if (protocol !== "https:" && !(protocol === "http:" && allowPrivate)) throw new ForbiddenAddress();
    const send = protocol === "https:" ? httpsRequest : httpRequest;
    const answer = await new Promise<IncomingMessage>((resolved, rejected) => {
      const request = send(url, { method, headers: Object.fromEntries(headers), agent: agents[protocol], signal }, resolved);
      request.once("error", rejected);
      request.end(body ?? undefined);
    });
    return responseOf(answer);
  };
}

const systemLookup: LookupFunction = (host, options, done) => lookup(host, { ...options, all: true }, done);

function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2)
    headers.append(answer.rawHeaders[i] ?? "", answer.rawHeaders[i + 1] ?? "");
  const status = answer.statusCode ?? 502;
  const isEmpty = status === 204 || status === 205 || status === 304;
  if (isEmpty) answer.resume();
  return new Response(isEmpty ? null : toBody(answer), { status, statusText: answer.statusMessage ?? "", headers });
}

/** Node types its own streams apart from those of the web that they are. */
function toBody(answer: IncomingMessage): ReadableStream<Uint8Array> {
  return Readable.toWeb(answer) as ReadableStream<Uint8Array>;
}
