/** What of a pool's members is told in one sentence. */
export interface PoolState {
  readonly members: number;
  readonly bookable: number;
  readonly out: readonly { readonly reason: string; readonly count: number; readonly since: string | null }[];
}

const words: Readonly<Record<string, string>> = {
  calendar_lost: "disconnected",
  calendar_unread: "with a calendar that cannot be read",
  calendar_stale: "with a calendar that was read too long ago",
  calendar_busy: "without a free time",
  outside_hours: "outside their working hours",
  inactive: "not active",
  away: "away",
  paused: "paused",
  capped: "at their cap",
};

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const weekMs = 7 * 86_400_000;

/** “6 members, 5 bookable, 1 disconnected since Tuesday”. Days are UTC's. */
export function tellPoolState({ members, bookable, out }: PoolState, now: number): string {
  const each = out.map(
    ({ reason, count, since }) => `${count} ${words[reason] ?? reason}${since === null ? "" : ` since ${tellDay(since, now)}`}`,
  );
  return [`${members} ${members === 1 ? "member" : "members"}`, `${bookable} bookable`, ...each].join(", ");
}

function tellDay(iso: string, now: number): string {
  const at = Date.parse(iso);
  return now - at < weekMs ? (weekdays[new Date(at).getUTCDay()] ?? "") : iso.slice(0, 10);
}
