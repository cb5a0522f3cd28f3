import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { SecretOwner, Vault } from "../../core/ports/vault.ts";

export interface VaultKey {
  readonly id: string;
  /** 32 bytes, or as base64url. */
  readonly key: Uint8Array | string;
}

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

/** The key that a server has when none is configured: from its signing key, by HKDF. */
export function derivedVaultKey(signingKey: string): VaultKey {
  return { id: "derived", key: new Uint8Array(hkdfSync("sha256", signingKey, "", "handraise vault 1", keyBytes)) };
}

/**
 * AES-256-GCM under the first key; every key opens. A sealed secret is: length of the key's id, the id, 96 random bits, the
 * cipher text, the tag. The id of the key and the owner are authenticated with it. Throws RangeError for a key that is not 32 bytes.
 */
export function createVault(keys: readonly [VaultKey, ...VaultKey[]]): Vault {
  const known = new Map(keys.map(({ id, key }) => [id, bytesOf(key)]));
  const [{ id: keyId }] = keys;
  const current = bytesOf(keys[0].key);
  return {
    keyId,
    seal(owner, text) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, current, nonce, { authTagLength: tagBytes });
      sealing.setAAD(boundTo(keyId, owner));
      const id = Buffer.from(keyId);
      const sealed = [Buffer.of(id.length), id, nonce, sealing.update(text, "utf8"), sealing.final(), sealing.getAuthTag()];
      return new Uint8Array(Buffer.concat(sealed));
    },
    open(owner, sealed) {
      const bytes = Buffer.from(sealed);
      const start = 1 + (bytes[0] ?? 0);
      const id = bytes.toString("utf8", 1, start);
      const key = known.get(id);
      if (!key || bytes.length < start + nonceBytes + tagBytes) return null;
      const nonce = bytes.subarray(start, start + nonceBytes);
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
      opening.setAAD(boundTo(id, owner));
      opening.setAuthTag(bytes.subarray(bytes.length - tagBytes));
      return finish(opening, bytes.subarray(start + nonceBytes, bytes.length - tagBytes));
    },
  };
}

function bytesOf(key: Uint8Array | string): Uint8Array {
  const bytes = typeof key === "string" ? Buffer.from(key, "base64url") : key;
  if (bytes.length !== keyBytes) throw new RangeError(`a key of the vault has ${keyBytes} bytes`);
  return bytes;
}

/** JSON keeps the parts apart, whatever they hold. */
function boundTo(keyId: string, { provider, id }: SecretOwner): Buffer {
  return Buffer.from(JSON.stringify(["handraise", keyId, provider, id]));
}

function finish(opening: ReturnType<typeof createDecipheriv>, text: Uint8Array): string | null {
  const head = opening.update(text);
  try {
    return Buffer.concat([head, opening.final()]).toString("utf8");
  } catch {
    // The tag does not fit: another key, another owner, or changed bytes; nothing of it may be used.
    return null;
  }
}
