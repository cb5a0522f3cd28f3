import type { TestWorld } from "./test-world.ts";
import { smallSetup } from "./test-world.ts";

export const origin = "https://book.acme.example";
/** Anna has to connect a calendar. */
export const connectedSetup = smallSetup.replace(
  "email: anna@acme.example",
  "email: anna@acme.example, calendar: { kind: connected }",
);

type Headers = Readonly<Record<string, string>>;

interface Posted {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Headers;
}

/** A rep's browser: one cookie jar, and forms posted from our own pages. */
export function repsBrowser({ app }: TestWorld, headers: Headers = { origin }) {
  const jar = new Map<string, string>();
  const request = async (path: string, init: Posted = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await app.request(path, { ...init, headers: { ...init.headers, ...(cookie ? { cookie } : {}) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  return {
    jar,
    get: (path: string) => request(path),
    post: (path: string, form: Readonly<Record<string, string | readonly string[]>> = {}) => {
      const body = new URLSearchParams(Object.entries(form).flatMap(([key, value]) => [value].flat().map((one) => [key, one])));
      return request(path, {
        method: "POST",
        body: body.toString(),
        headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      });
    },
  };
}
