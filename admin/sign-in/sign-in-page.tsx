import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Mark } from "../parts/mark.tsx";
import { signIn } from "../session.ts";

/** Takes the operator token; the page that was asked for comes after it. */
export function SignInPage() {
  const field = useRef<HTMLInputElement>(null);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);
  useEffect(() => {
    document.title = "Sign in · Handraise";
    field.current?.focus();
  }, []);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? "";
    if (busy.value) return;
    busy.value = true;
    problem.value = token === "" ? "Enter the operator token." : await signIn(token);
    busy.value = false;
    if (problem.value !== null) field.current?.select();
  };
  return (
    <main class="sign-in">
      <form class="card" onSubmit={(event) => void submit(event)} noValidate>
        <Mark />
        <h1>Sign in to Handraise</h1>
        <label for="token">Operator token</label>
        <input
          ref={field}
          id="token"
          type="password"
          autocomplete="current-password"
          spellcheck={false}
          aria-invalid={problem.value !== null}
          aria-describedby="token-problem token-hint"
        />
        <p id="token-problem" class="problem" role="alert">
          {problem.value}
        </p>
        <button class="button primary" type="submit" aria-disabled={busy.value}>
          {busy.value ? "Signing in…" : "Sign in"}
        </button>
        <p id="token-hint" class="hint">
          It is the value of <code>HANDRAISE_ADMIN_TOKEN</code> in the server’s environment.
        </p>
      </form>
    </main>
  );
}
