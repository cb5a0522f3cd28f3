import { base64url } from "../../core/id.ts";
import type { Digests } from "../world.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function signature(digests: Digests, name: string): string {
  return base64url(digests.sign(utf8(`calendar watch:${name}`)).subarray(0, 16));
}

/** What a provider has to say when it calls about this rep's calendar: short enough for all of them, and nothing of it is stored. */
export function watchToken(digests: Digests, repId: string): string {
  const name = base64url(utf8(repId));
  return `${name}.${signature(digests, name)}`;
}

/** The rep of a token; null when it is not one of ours. */
export function openWatchToken(digests: Digests, token: string): string | null {
  const [, name = "", given = ""] = /^([A-Za-z0-9_-]{2,172})\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  if (!digests.same(utf8(given), utf8(signature(digests, name)))) return null;
  const bytes = Uint8Array.from(atob(name.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
