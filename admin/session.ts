import { signal } from "@preact/signals";
import { type Answer, post } from "./api.ts";
import { rememberedSignIn, rememberSignIn } from "./signed-in-mark.ts";

/** True once the server asked for the operator token. */
export const signInRequired = signal(false);

/** True when there is a session to end. */
export const canSignOut = signal(rememberedSignIn());

/** Passes an answer on; one that needs a sign-in brings the form. */
export function watched<T>(answer: Answer<T>): Answer<T> {
  if (answer.kind === "signInRequired") signInRequired.value = true;
  return answer;
}

/** Exchanges the operator token for a session; null when it did, else why not, for a person. */
export async function signIn(token: string): Promise<string | null> {
  const answer = await post("/v1/admin/session", { token });
  switch (answer.kind) {
    case "ok":
      rememberSignIn(true);
      canSignOut.value = true;
      signInRequired.value = false;
      return null;
    case "signInRequired":
      return "That is not the operator token of this server.";
    case "notFound":
      return "This server has no operator token.";
    case "failed":
      return answer.code === "rate_limited" ? answer.message.replace("Too many requests.", "Too many attempts.") : answer.message;
  }
}

/** Ends the session; null when it did, else why not. */
export async function signOut(): Promise<string | null> {
  const answer = await post("/v1/admin/session/end");
  if (answer.kind === "failed") return answer.message;
  rememberSignIn(false);
  canSignOut.value = false;
  signInRequired.value = true;
  return null;
}
