/** Where each calendar of an account is in its changes, by the calendar's id; null for one that cannot tell. */
export type Places = Readonly<Record<string, string | null>>;

/** The cursor of several calendars as one text; the same places give the same text. */
export function cursorText(places: Places): string {
  return JSON.stringify(Object.entries(places).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The places of a cursor; none when there is no cursor, or it is nobody's. */
export function readCursor(cursor: string | null): Places {
  try {
    const rows: unknown = JSON.parse(cursor ?? "[]");
    return Array.isArray(rows) ? Object.fromEntries(rows) : {};
  } catch {
    // A cursor of an earlier version is as good as none.
    return {};
  }
}
