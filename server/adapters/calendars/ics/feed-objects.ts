/** One event of a feed as a calendar of its own, as a CalDAV server would keep it. */
export interface FeedObject {
  readonly url: string;
  readonly data: string;
}

/**
 * A feed cut into its events, those of one UID together: one that cannot be understood then spoils no other, and none is large.
 * Zones come along where an event names them.
 */
export function feedObjects(text: string): readonly FeedObject[] {
  const zones = new Map(blocks(text, "VTIMEZONE").map((block) => [/^TZID[^:\n]*:(.+?)\s*$/m.exec(block)?.[1] ?? "", block]));
  const byUid = new Map<string, string[]>();
  for (const [i, block] of blocks(text, "VEVENT").entries()) {
    const uid = /^UID[^:\n]*:(.+?)\s*$/m.exec(block)?.[1] ?? `event-${i}`;
    const known = byUid.get(uid);
    if (known) known.push(block);
    else byUid.set(uid, [block]);
  }
  return [...byUid.values()].map((events, i) => {
    const named = new Set(events.flatMap((event) => [...event.matchAll(/;TZID="?([^";:\n]+)/g)].map(([, tzid = ""]) => tzid)));
    const own = [...named].flatMap((tzid) => zones.get(tzid) ?? []);
    return {
      url: `ics:///${i + 1}`,
      data: ["BEGIN:VCALENDAR", "VERSION:2.0", ...own, ...events, "END:VCALENDAR", ""].join("\n"),
    };
  });
}

/** Components of a name, from BEGIN to END, with LF at the ends of lines. */
function blocks(text: string, name: string): readonly string[] {
  const lines = text.replaceAll(/\r\n?/g, "\n");
  const found: string[] = [];
  const begin = `BEGIN:${name}\n`;
  const end = `\nEND:${name}`;
  for (let from = lines.indexOf(begin); from >= 0; from = lines.indexOf(begin, from + 1)) {
    const to = lines.indexOf(end, from);
    if (to < 0) throw new Error(`a ${name} has no end`);
    found.push(lines.slice(from, to + end.length));
    from = to;
  }
  return found;
}
