import { dateAndTime, timeAgo, wholeTime } from "../format.ts";
import { now } from "../fresh.ts";

/** A past instant, how long ago and when; to the second on hover. `at` is ISO 8601. */
export function When({ at }: { readonly at: string }) {
  const ms = Date.parse(at);
  const ago = timeAgo(ms, now.value);
  return (
    <time class="when" dateTime={at} title={wholeTime(ms)}>
      {ago !== "" && <span class="ago">{ago}</span>} <span class="date">{dateAndTime(ms, now.value)}</span>
    </time>
  );
}
