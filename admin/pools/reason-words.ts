const words: Readonly<Record<string, string>> = {
  outside_hours: "No working hours in the days that can be booked",
  calendar_busy: "No free time in the days that can be booked",
  calendar_unread: "The calendar cannot be read",
  calendar_stale: "The calendar was read too long ago",
  calendar_lost: "Disconnected",
  capped: "As many leads or meetings as the cap allows",
  paused: "Paused",
  inactive: "Not active",
  away: "Away",
};

/** Why a member cannot be offered now; null is that they can. */
export function reasonWords(reason: string | null): string {
  return reason === null ? "Can be offered" : (words[reason] ?? reason);
}
