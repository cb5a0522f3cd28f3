/** What a sealed secret belongs to: it opens for this owner alone, so that swapped rows open for nobody. */
export interface SecretOwner {
  /** The provider, or what else the secret is for. */
  readonly provider: string;
  readonly id: string;
}

/** Keeps secrets readable for the server alone; neither calls anything outside. */
export interface Vault {
  /** Id of the key that seals now. */
  readonly keyId: string;
  seal(owner: SecretOwner, text: string): Uint8Array;
  /** Null when the key is unknown, the owner is another one, or the bytes were changed: the three look alike. */
  open(owner: SecretOwner, sealed: Uint8Array): string | null;
}
