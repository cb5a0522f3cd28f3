import { accessText, readAccess } from "../../core/connect/access-text.ts";
import type { Connection, TokenAccess } from "../../core/connect/connection.ts";
import type { ConnectionId } from "../../core/id.ts";
import type { CalendarFailure, CalendarResult } from "../../core/ports/calendar.ts";
import type { SignInFailure } from "../../core/ports/sign-in.ts";
import { instant } from "../../core/time.ts";
import type { World } from "../world.ts";

/** A token that ends sooner than this is refreshed before it is used. */
const marginMs = 60_000;
/** How long one process may take to refresh; then another one tries. */
const leaseMs = 15_000;
const lookAgainMs = 200;
/** A grant that the provider refused is not tried again for so long, but for a new one. */
const quietMs = 10 * 60_000;

/** Access tokens of the accounts that reps connected, good for at least a minute. */
export interface FreshAccess {
  /** `refused` is a token that the provider did not take, though it should be good. */
  get(account: Pick<Connection, "id" | "repId">, refused?: string): Promise<CalendarResult<TokenAccess>>;
}

/**
 * Refreshes each account's tokens once, whoever asks: callers of one process wait for one refresh, and of several processes one
 * holds the lease while the others wait for what it stores. The new tokens are stored before they are used.
 */
export function createFreshAccess(world: World): FreshAccess {
  const coming = new Map<ConnectionId, Promise<CalendarResult<TokenAccess>>>();
  const refusedGrants = new Map<ConnectionId, { readonly refreshToken: string; readonly until: number }>();

  async function refresh(row: Connection, access: TokenAccess): Promise<CalendarResult<TokenAccess> | null> {
    const { id, provider } = row;
    if (provider === "caldav" || provider === "ics") return failed({ kind: "refused", message: "this account has no tokens" });
    const grant = refusedGrants.get(id);
    if (grant?.refreshToken === access.refreshToken && world.now() < grant.until) return failed(lostGrant);
    const until = instant(world.now() + leaseMs);
    if (!(await world.store.write(({ connections }) => connections.claimRefresh(id, world.now(), until)))) return null;
    const answer = await world.signIn.refresh(provider, access.refreshToken);
    if (!answer.ok) {
      const lost = answer.failure.kind === "lost";
      if (lost) refusedGrants.set(id, { refreshToken: access.refreshToken, until: world.now() + quietMs });
      world.log.warn({ connectionId: id, provider, failure: answer.failure.kind }, "tokens could not be refreshed");
      return failed(lost ? lostGrant : calendarFailure(answer.failure));
    }
    const sealed = world.vault.seal(row, accessText(answer.value));
    const secret = { sealed, keyId: world.vault.keyId, at: world.now(), before: row.sealed };
    const kept = await world.store.write(({ connections }) => connections.reseal(id, secret));
    // Not kept: another secret is there by now, and says how to go on.
    return kept ? { ok: true, value: answer.value } : null;
  }

  async function look(id: ConnectionId, refused: string | undefined): Promise<CalendarResult<TokenAccess>> {
    const giveUpAt = world.stopwatch() + 2 * leaseMs;
    while (world.stopwatch() < giveUpAt) {
      const row = await world.store.read.connections.find(id);
      const access = row && openTokens(world, row);
      if (!row || !access) return failed({ kind: "auth_lost", message: "this account is not connected any more" });
      if (isGood(access, world.now(), refused)) return kept(row, access);
      const answer = await refresh(row, access);
      if (answer?.ok) return kept((await world.store.read.connections.find(id)) ?? row, answer.value);
      if (answer) return answer;
      await world.pause(lookAgainMs);
    }
    return failed({ kind: "unreachable", message: "the tokens are being refreshed" });
  }

  function kept(row: Connection, value: TokenAccess): CalendarResult<TokenAccess> {
    if (world.state.connections.of(row.repId)?.id === row.id) world.state.connections.put(row);
    return { ok: true, value };
  }

  return {
    async get({ id, repId }, refused) {
      const row = world.state.connections.of(repId);
      const inMemory = row?.id === id ? openTokens(world, row) : null;
      if (inMemory && isGood(inMemory, world.now(), refused)) return { ok: true, value: inMemory };
      const known = coming.get(id);
      if (known) return known;
      const looking = look(id, refused).finally(() => coming.delete(id));
      coming.set(id, looking);
      return looking;
    },
  };
}

function openTokens(world: World, row: Connection): TokenAccess | null {
  const text = world.vault.open(row, row.sealed);
  const access = text === null ? null : readAccess(text);
  return access?.kind === "tokens" ? access : null;
}

function isGood(access: TokenAccess, now: number, refused: string | undefined): boolean {
  return access.accessToken !== refused && access.expiresAt - marginMs > now;
}

const lostGrant: CalendarFailure = { kind: "auth_lost", message: "the account's grant has ended" };

const failed = (failure: CalendarFailure): { readonly ok: false; readonly failure: CalendarFailure } => ({ ok: false, failure });

function calendarFailure(failure: SignInFailure): CalendarFailure {
  const message = "message" in failure ? failure.message : failure.kind;
  return failure.kind === "unreachable"
    ? { kind: "unreachable", message: `the provider's sign-in: ${message}` }
    : { kind: "refused", message: `the provider's sign-in refuses us: ${message}` };
}
