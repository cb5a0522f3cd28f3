import type { Watch, WatchAsk } from "../../../core/ports/calendar.ts";
import { formatInstant, type Instant, instant, parseInstant } from "../../../core/time.ts";
import { calendarPath, type MailboxAccess, mailboxPath, otherAddresses, watchedPaths } from "./calendar-paths.ts";
import { isGone, unreadable } from "./graph-fault.ts";
import { textOf } from "./json.ts";

/** Graph gives events 4,230 minutes at most (https://learn.microsoft.com/graph/api/resources/subscription). */
const lifeMs = 4_200 * 60_000;

interface Wish {
  readonly ask: WatchAsk;
  readonly before: readonly Watch[];
  readonly now: Instant;
}

/**
 * A subscription for each calendar: those before are prolonged, unless Graph has dropped them. None at all where another mailbox
 * or a room counts as busy, for those tell us nothing. Throws GraphFault.
 */
export async function watchMailbox(access: MailboxAccess, { ask, before, now }: Wish): Promise<readonly Watch[]> {
  // The default calendar's events are the mailbox's: that is how Graph names them in its list of resources.
  const own = calendarPath(access.account, undefined);
  const paths = otherAddresses(access.account).length > 0 ? [] : watchedPaths(access.account);
  const resources = paths.map((path) => `${path === own ? mailboxPath(access.account) : path}/events`);
  const kept = before.filter(({ resource }) => resources.includes(resource));
  await endSubscriptions(
    access,
    before.filter((watch) => !kept.includes(watch)),
  );
  const expiresAt = instant(now + lifeMs);
  const watches: Watch[] = [];
  const made: Watch[] = [];
  try {
    for (const resource of resources) {
      const known = kept.find((watch) => watch.resource === resource);
      const prolonged = known ? await prolong(access, known, expiresAt) : null;
      const watch = prolonged ?? (await subscribe(access, { resource, ask, expiresAt }));
      if (!prolonged) made.push(watch);
      watches.push(watch);
    }
  } catch (error) {
    // All or none: what is not told of here would be made again at each try.
    await endSubscriptions(access, made);
    throw error;
  }
  return watches;
}

async function prolong({ graph }: MailboxAccess, { id, resource }: Watch, expiresAt: Instant): Promise<Watch | null> {
  try {
    const body = { expirationDateTime: formatInstant(expiresAt) };
    return watchOf(await graph({ method: "PATCH", path: `/subscriptions/${encodeURIComponent(id)}`, body }), resource);
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** Lifecycle notifications can be asked for at creation alone. https://learn.microsoft.com/graph/change-notifications-lifecycle-events */
async function subscribe(
  { graph }: MailboxAccess,
  { resource, ask, expiresAt }: { readonly resource: string; readonly ask: WatchAsk; readonly expiresAt: Instant },
): Promise<Watch> {
  const body = {
    changeType: "created,updated,deleted",
    notificationUrl: ask.url,
    lifecycleNotificationUrl: ask.url,
    resource,
    expirationDateTime: formatInstant(expiresAt),
    clientState: ask.token,
  };
  return watchOf(await graph({ method: "POST", path: "/subscriptions", body }), resource);
}

function watchOf(subscription: unknown, resource: string): Watch {
  const id = textOf(subscription, "id");
  const expiresAt = parseInstant(textOf(subscription, "expirationDateTime") ?? "");
  if (id === null || expiresAt === null) throw unreadable("it is not a subscription");
  return { id, resource, expiresAt };
}

/** Ends subscriptions; one that Graph dropped is none any more. Throws GraphFault. */
export async function endSubscriptions({ graph }: MailboxAccess, watches: readonly Watch[]): Promise<null> {
  for (const { id } of watches) {
    try {
      await graph({ method: "DELETE", path: `/subscriptions/${encodeURIComponent(id)}` });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return null;
}
