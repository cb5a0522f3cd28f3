/** The time and 128 random bits: later ones sort behind earlier ones, so that a table of millions is written at its end. */
export const newId = (): string =>
  Date.now().toString(36) +
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
