import type { SourceSettings } from "../../core/enrich/enrich-settings.ts";
import { factOfAnswer } from "../../core/enrich/fact-of-answer.ts";
import { fillUrl, namesInUrl } from "../../core/enrich/url-template.ts";
import type { EnrichAnswer, EnrichSource } from "../../core/ports/enrich.ts";

const hourMs = 3_600_000;
const maxBytes = 512 * 1024;

/** A request to an address that somebody configured, guarded; throws an error with the code `EPRIVATE` for where this server does not go. */
export type GuardedRequest = (url: URL, init: { readonly headers: Headers; readonly signal: AbortSignal }) => Promise<Response>;

interface HttpDeps {
  readonly secret: (name: string) => string | undefined;
  readonly request: GuardedRequest;
}

/** Somebody's HTTP interface: one GET a lead, and facts out of the JSON that comes back. A 404 says that it knows nothing. */
export function createHttpSource(settings: Extract<SourceSettings, { kind: "http" }>, deps: HttpDeps): EnrichSource {
  const { id, url, timeoutMs, cacheHours } = settings;
  return {
    id,
    cacheMs: cacheHours * hourMs,
    timeoutMs,
    // The address without its constants: what is asked with, in the order of the template.
    key: (values) =>
      fillUrl(url, values) === null
        ? null
        : namesInUrl(url)
            .map((name) => new Map(Object.entries(values)).get(name))
            .join("\n"),
    async ask(values): Promise<EnrichAnswer> {
      const address = fillUrl(url, values);
      const headers = headersOf(settings, deps);
      if (address === null || headers === null)
        return { kind: "failed", reason: headers === null ? "secret_missing" : "nothing" };
      const answer = await readOnce(deps.request, address, { headers, timeoutMs });
      if ("reason" in answer) return { kind: "failed", reason: answer.reason };
      if (answer.status === 404 || answer.status === 204) return { kind: "facts", facts: [] };
      if (answer.status !== 200) return { kind: "failed", reason: reasonOf(answer.status) };
      return readAnswer(settings, answer.text);
    },
  };
}

type Once = { readonly status: number; readonly text: string } | { readonly reason: string };

/** One GET within its deadline, at most 512 KiB; never throws. */
async function readOnce(
  request: GuardedRequest,
  address: string,
  { headers, timeoutMs }: { readonly headers: Readonly<Record<string, string>>; readonly timeoutMs: number },
): Promise<Once> {
  const url = URL.parse(address);
  if (!url) return { reason: "refused_address" };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await request(url, { headers: new Headers({ accept: "application/json", ...headers }), signal });
    const bytes = await readAtMost(response);
    return bytes === null ? { reason: "too_large" } : { status: response.status, text: bytes.toString("utf8") };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EPRIVATE") return { reason: "refused_address" };
    return { reason: signal.aborted ? "timeout" : "unreachable" };
  }
}

/** Null when there is more than the limit. */
async function readAtMost({ body }: Response): Promise<Buffer | null> {
  const stream: ReadableStream<Uint8Array> | null = body;
  const reader = stream?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    length += next.value.length;
    chunks.push(next.value);
    if (length <= maxBytes) continue;
    await reader?.cancel();
    return null;
  }
  return Buffer.concat(chunks);
}

function headersOf(
  { headers }: Extract<SourceSettings, { kind: "http" }>,
  { secret }: HttpDeps,
): Readonly<Record<string, string>> | null {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const text = typeof value === "string" ? value : secret(value.env);
    if (text === undefined) return null;
    filled[name] = typeof value === "string" ? text : `${value.prefix ?? ""}${text}`;
  }
  return filled;
}

function reasonOf(status: number): string {
  if (status === 401 || status === 403) return "refused";
  if (status === 429 || status === 402) return "rate_limited";
  return status === 202 ? "not_ready" : `status_${status}`;
}

function readAnswer({ facts, confidence }: Extract<SourceSettings, { kind: "http" }>, text: string): EnrichAnswer {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "failed", reason: "not_json" };
  }
  const found = Object.entries(facts).flatMap(([name, mapping]) => {
    const value = factOfAnswer(json, mapping);
    return value === null ? [] : [{ name, value, confidence }];
  });
  return { kind: "facts", facts: found };
}
