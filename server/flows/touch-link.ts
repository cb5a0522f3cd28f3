import { base64url, type LeadId, parseLeadId } from "../core/id.ts";
import type { Digests } from "./world.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function signature(digests: Digests, content: string): string {
  return base64url(digests.sign(utf8(`touch:${content}`)).subarray(0, 16));
}

/** The right to say of one lead that one rep got in touch; nothing of it is stored. */
export function touchToken(digests: Digests, { leadId, repId }: { readonly leadId: LeadId; readonly repId: string }): string {
  const content = `${leadId}.${repId}`;
  return `${content}.${signature(digests, content)}`;
}

/** The lead and rep of a token; null when it is forged or broken. */
export function openTouchToken(digests: Digests, token: string): { readonly leadId: LeadId; readonly repId: string } | null {
  const [, content = "", lead = "", repId = "", given = ""] =
    /^((lead_[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{1,64}))\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  const leadId = parseLeadId(lead);
  if (leadId === null || !digests.same(utf8(given), utf8(signature(digests, content)))) return null;
  return { leadId, repId };
}
