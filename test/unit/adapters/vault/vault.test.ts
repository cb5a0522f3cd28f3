import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { createVault, derivedVaultKey, type VaultKey } from "../../../../server/adapters/vault/vault.ts";

const key = (id: string): VaultKey => ({ id, key: randomBytes(32) });
const anna = { provider: "caldav", id: "con_anna" };
const secret = '{"password":"canary: ü 🔑"}';

test("a secret opens for its owner and shows nothing of itself", () => {
  const vault = createVault([key("k1")]);
  const sealed = vault.seal(anna, secret);
  expect(vault.open(anna, sealed)).toBe(secret);
  expect(Buffer.from(sealed).toString("latin1")).not.toContain("canary");
  expect(vault.open(anna, vault.seal(anna, ""))).toBe("");
});

test("the same secret never looks the same", () => {
  const vault = createVault([key("k1")]);
  const seen = new Set(Array.from({ length: 100 }, () => Buffer.from(vault.seal(anna, secret)).toString("hex")));
  expect(seen.size).toBe(100);
});

test("the key's id stands in front", () => {
  const sealed = createVault([key("2026-11")]).seal(anna, secret);
  expect(sealed[0]).toBe(7);
  expect(Buffer.from(sealed.subarray(1, 8)).toString()).toBe("2026-11");
});

test("a row under another connection, or another provider, does not open", () => {
  const vault = createVault([key("k1")]);
  const sealed = vault.seal(anna, secret);
  expect(vault.open({ ...anna, id: "con_ben" }, sealed)).toBeNull();
  expect(vault.open({ ...anna, provider: "google" }, sealed)).toBeNull();
  expect(vault.open({ provider: 'caldav","con', id: "_anna" }, sealed)).toBeNull();
});

test("another key of the same id does not open, nor does an unknown id", () => {
  const sealed = createVault([key("k1")]).seal(anna, secret);
  expect(createVault([key("k1")]).open(anna, sealed)).toBeNull();
  expect(createVault([key("k2")]).open(anna, sealed)).toBeNull();
});

test("no byte can be changed, dropped or added", () => {
  const vault = createVault([key("k1")]);
  const sealed = vault.seal(anna, secret);
  for (let i = 0; i < sealed.length; i++) {
    const changed = Uint8Array.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    expect(vault.open(anna, changed)).toBeNull();
    expect(vault.open(anna, sealed.subarray(0, i))).toBeNull();
  }
  expect(vault.open(anna, Uint8Array.from([...sealed, 0]))).toBeNull();
});

test("an old key still opens while the first one seals", () => {
  const old = key("old");
  const sealed = createVault([old]).seal(anna, secret);
  const both = createVault([key("new"), old]);
  expect(both.open(anna, sealed)).toBe(secret);
  expect(both.keyId).toBe("new");
  expect(createVault([old]).open(anna, both.seal(anna, secret))).toBeNull();
});

test("without a key of its own a server has one from its signing key, the same at every start", () => {
  const sealed = createVault([derivedVaultKey("s".repeat(43))]).seal(anna, secret);
  expect(createVault([derivedVaultKey("s".repeat(43))]).open(anna, sealed)).toBe(secret);
  expect(createVault([derivedVaultKey("t".repeat(43))]).open(anna, sealed)).toBeNull();
});

test("a key that is not 32 bytes is refused", () => {
  expect(() => createVault([{ id: "short", key: randomBytes(31) }])).toThrow(RangeError);
});
