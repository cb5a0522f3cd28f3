import { base64url, bytesOfBase64url, type DecisionId } from "../../core/id.ts";
import { type Instant, instant } from "../../core/time.ts";
import type { Digests } from "../world.ts";

const idBytes = 16;
const bodyBytes = idBytes + 4;
const macBytes = 16;

/** Where a token is put together: three arrays made for each cost as much as its signature. */
const draft = new Uint8Array(bodyBytes + macBytes);
const draftView = new DataView(draft.buffer);
const draftBody = draft.subarray(0, bodyBytes);

function mac(digests: Digests, body: Uint8Array): Uint8Array {
  return digests.sign(body).subarray(0, macBytes);
}

/**
 * The token of an offer: the decision's id, the second it expires, and a signature over both. It tells nothing but when
 * it was made and when it expires. 48 base64url characters.
 */
export function signOfferToken(digests: Digests, decisionId: DecisionId, expiresAt: Instant): string {
  const id = bytesOfBase64url(decisionId.slice("dec_".length));
  if (id?.length !== idBytes) throw new TypeError("a decision id has 128 bits");
  draft.set(id);
  draftView.setUint32(idBytes, Math.floor(expiresAt / 1000));
  draft.set(mac(digests, draftBody), bodyBytes);
  return base64url(draft);
}

/** The decision of a token and when the token ends, or null when it is forged, broken or expired: the three look alike from outside. */
export function openOfferToken(
  digests: Digests,
  token: string,
  now: Instant,
): { readonly decisionId: DecisionId; readonly expiresAt: Instant } | null {
  const bytes = bytesOfBase64url(token);
  if (bytes?.length !== bodyBytes + macBytes) return null;
  const body = bytes.subarray(0, bodyBytes);
  if (!digests.same(bytes.subarray(bodyBytes), mac(digests, body))) return null;
  const expiresAt = instant(new DataView(body.buffer, body.byteOffset).getUint32(idBytes) * 1000);
  return now < expiresAt ? { decisionId: `dec_${base64url(body.subarray(0, idBytes))}`, expiresAt } : null;
}
