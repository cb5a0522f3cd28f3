/** All that depends on language and zone. The console speaks English, so dates do too, in the reader's own variant and zone. */
const locale = navigator.languages.find((one) => /^en\b/.test(one)) ?? "en-GB";

const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
const minute = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" } as const;
const thisYear = new Intl.DateTimeFormat(locale, minute);
const anyYear = new Intl.DateTimeFormat(locale, { ...minute, year: "numeric" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" });
const meeting = new Intl.DateTimeFormat(locale, { weekday: "short", ...minute, timeZoneName: "short" });
const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `just now`, `4 min ago`, `yesterday`; empty beyond a month, where the date says more. */
export function timeAgo(at: number, now: number): string {
  const passed = Math.max(0, now - at);
  if (passed > 30 * 86_400_000) return "";
  for (const [unit, ms] of units) if (passed >= ms) return relative.format(-Math.floor(passed / ms), unit);
  return "just now";
}

/** `23 Nov, 06:31`, with the year when it is another one. */
export function dateAndTime(at: number, now: number): string {
  return (new Date(at).getFullYear() === new Date(now).getFullYear() ? thisYear : anyYear).format(at);
}

/** Weekday to second, with the zone. */
export function wholeTime(at: number): string {
  return full.format(at);
}

/** `Mon, 23 Nov, 15:00 – 15:30 CET`. */
export function meetingTime(startAt: number, endAt: number): string {
  return meeting.formatRange(startAt, endAt);
}

/** At most two decimals, and a real minus. */
export function amount(value: number): string {
  return numbers.format(value).replace("-", "−");
}

/** `+20`, `−5`. */
export function points(value: number): string {
  return value > 0 ? `+${amount(value)}` : amount(value);
}

/** `33%`. */
export function percent(share: number): string {
  return `${numbers.format(Math.round(share * 100))}%`;
}

/** `0.04 ms`, `12 ms`, `1.2 s`. */
export function duration(ms: number): string {
  if (ms >= 1_000) return `${numbers.format(Math.round(ms / 100) / 10)} s`;
  if (ms > 0 && ms < 0.01) return "< 0.01 ms";
  return `${numbers.format(ms >= 10 ? Math.round(ms) : ms >= 1 ? Math.round(ms * 10) / 10 : ms)} ms`;
}

/** `1 rep`, `3 reps`. */
export function count(many: number, one: string): string {
  return `${numbers.format(many)} ${one}${many === 1 ? "" : "s"}`;
}
