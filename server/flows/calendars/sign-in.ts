import type { Rep } from "../../core/availability/rep.ts";
import { base64url } from "../../core/id.ts";
import type { SignInAttempt, SignInFailure, SignInProvider, SignInResult } from "../../core/ports/sign-in.ts";
import type { World } from "../world.ts";
import { type ConnectResult, connectAccount } from "./connect-calendar.ts";

/** How long a person may take at the provider. */
export const signInMs = 10 * 60_000;

interface KeptAttempt extends SignInAttempt {
  readonly provider: SignInProvider;
  readonly until: number;
}

/** The attempt belongs to one rep: sealed for another, it opens for nobody. */
const ownerOf = (rep: Rep) => ({ provider: "sign-in attempt", id: rep.id });

/** Where a provider sends the browser back to; its console must know this address. */
const signInReturnUrl = (world: World, provider: SignInProvider): string =>
  `${world.settings.publicUrl}/connect/${provider}/callback`;

/** Begins a sign-in: where the browser goes, and what it keeps, sealed, until it comes back. */
export async function beginSignIn(
  world: World,
  rep: Rep,
  provider: SignInProvider,
): Promise<SignInResult<{ readonly url: string; readonly kept: string }>> {
  const secret = () => base64url(world.random(32));
  const attempt: KeptAttempt = {
    provider,
    state: secret(),
    nonce: secret(),
    verifier: secret(),
    until: world.now() + signInMs,
  };
  const returnUrl = signInReturnUrl(world, provider);
  const began = await world.signIn.begin(provider, { ...attempt, returnUrl, hint: rep.email });
  if (!began.ok) return began;
  return { ok: true, value: { url: began.value, kept: base64url(world.vault.seal(ownerOf(rep), JSON.stringify(attempt))) } };
}

/** Ends a sign-in with what the browser kept and the query that it came back with; connects the account that it was for. */
export async function finishSignIn(
  world: World,
  rep: Rep,
  back: { readonly provider: SignInProvider; readonly kept: string; readonly query: string },
): Promise<ConnectResult | { readonly kind: "sign_in"; readonly failure: SignInFailure }> {
  const attempt = openAttempt(world, rep, back.kept);
  if (attempt?.provider !== back.provider || attempt.until <= world.now())
    return { kind: "sign_in", failure: { kind: "not_ours" } };
  const cameTo = `${signInReturnUrl(world, back.provider)}${back.query}`;
  const finished = await world.signIn.finish(back.provider, { ...attempt, cameTo });
  if (finished.ok) return connectAccount(world, rep, { provider: back.provider, ...finished.value });
  world.log.warn({ repId: rep.id, provider: back.provider, failure: finished.failure.kind }, "a sign-in did not succeed");
  return { kind: "sign_in", failure: finished.failure };
}

/** The guarantee: `beginSignIn` alone seals for this owner, so that what opens has its shape. */
function openAttempt(world: World, rep: Rep, kept: string): KeptAttempt | null {
  if (!/^[A-Za-z0-9_-]+$/.test(kept) || kept.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(kept.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const text = world.vault.open(ownerOf(rep), bytes);
  return text === null ? null : (JSON.parse(text) as KeptAttempt);
}
