import type { ErrorAnswer } from "../server/contract/public.ts";

/** What came of a call: what is not an answer is told apart only as far as a screen treats it apart. */
export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "signInRequired" }
  | { readonly kind: "notFound" }
  | { readonly kind: "failed"; readonly code: string; readonly message: string };

const unreachable = { kind: "failed", code: "unreachable", message: "The server cannot be reached." } as const;

/** Our own server's JSON, whose shape the contract states; nothing else is ever asked. */
const jsonOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;

/** GET of JSON; never throws. */
export function get<T>(path: string): Promise<Answer<T>> {
  return call<T>(path, {});
}

/** POST of JSON; never throws. */
export function post<T>(path: string, body: unknown = {}): Promise<Answer<T>> {
  return call<T>(path, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
}

async function call<T>(path: string, request: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { ...request, credentials: "same-origin", cache: "no-store" });
    if (response.ok) return { kind: "ok", value: await jsonOf<T>(response) };
    if (response.status === 401) return { kind: "signInRequired" };
    if (response.status === 404) return { kind: "notFound" };
    return await failed(response);
  } catch {
    // Neither a lost connection nor an answer that is no JSON tells more than that our server did not answer.
    return unreachable;
  }
}

async function failed(response: Response): Promise<Answer<never>> {
  const { error } = await jsonOf<ErrorAnswer>(response);
  const wait = Number(response.headers.get("retry-after"));
  const later = wait > 0 ? ` Try again in ${wait} seconds.` : "";
  return { kind: "failed", code: error.code, message: `${error.message}${later}` };
}
