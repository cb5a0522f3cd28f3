/** The session's cookie is not ours to read, so the browser remembers beside it that it signed in. The demo asks for no token. */
const mark = "handraise.signedIn";

/** Whether this browser signed in and did not sign out since. */
export function rememberedSignIn(): boolean {
  return stored((storage) => storage.getItem(mark)) === "yes";
}

export function rememberSignIn(signedIn: boolean): void {
  stored((storage) => (signedIn ? storage.setItem(mark, "yes") : storage.removeItem(mark)));
}

/** A browser that is told to keep nothing throws on the first touch; then there is no button to sign out, and all else works. */
function stored<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
