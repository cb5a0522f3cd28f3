import { base64url, type LeadId, parseLeadId } from "../../core/id.ts";
import type { Digests } from "../world.ts";

/** What a link about a lead lets its holder do: say that there was a touch, or read why the rep got the lead or did not. */
export type LeadLinkUse = "touch" | "why";

/** One lead, and the rep whom the link was made for. */
export interface LeadLink {
  readonly leadId: LeadId;
  readonly repId: string;
}

const utf8 = (text: string) => new TextEncoder().encode(text);

function signature(digests: Digests, use: LeadLinkUse, content: string): string {
  return base64url(digests.sign(utf8(`${use}:${content}`)).subarray(0, 16));
}

/** A token that speaks of one lead, one rep and one use; nothing of it is stored. */
export function leadToken(digests: Digests, use: LeadLinkUse, { leadId, repId }: LeadLink): string {
  const content = `${leadId}.${repId}`;
  return `${content}.${signature(digests, use, content)}`;
}

/** The lead and rep of a token; null when it is forged, broken or for another use. */
export function openLeadToken(digests: Digests, use: LeadLinkUse, token: string): LeadLink | null {
  const [, content = "", lead = "", repId = "", given = ""] =
    /^((lead_[A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{1,64}))\.([A-Za-z0-9_-]{22})$/.exec(token) ?? [];
  const leadId = parseLeadId(lead);
  if (leadId === null || !digests.same(utf8(given), utf8(signature(digests, use, content)))) return null;
  return { leadId, repId };
}
