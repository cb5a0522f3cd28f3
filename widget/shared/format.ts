import { type Day, daysBetween } from "./times.ts";

/** The one file of the widget that knows Intl. */

export const visitorZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Every zone that the browser knows, and `own`, which may be an older name. */
export const allZones = (own: string): string[] => {
  const zones = new Set(Intl.supportedValuesOf("timeZone"));
  return [...zones.add(own).add("UTC")].sort();
};

/**
 * The language as it is written where the visitor is, which says whether the clock has 12 or 24 hours. Browsers put American
 * English beside whatever language is their own, so English is that of the first language's region: a German reads `en-DE`.
 */
export const localeFor = (language: string): string =>
  /^en/i.test(language)
    ? `en-${new Intl.Locale(navigator.language || language).maximize().region}`
    : (navigator.languages.find((tag) => tag.split("-")[0] === language.split("-")[0]) ?? language);

interface WeekLocale extends Intl.Locale {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
}

/** 1 is Monday, 7 is Sunday. */
export const firstWeekdayOf = (locale: string): number => {
  const info: WeekLocale = new Intl.Locale(locale);
  return (info.getWeekInfo?.() ?? info.weekInfo)?.firstDay ?? 1;
};

export interface Format {
  readonly locale: string;
  readonly zone: string;
  /** The local day of an instant. */
  day(at: number): Day;
  /** `9:30 AM` or `09:30`. */
  time(at: number): string;
  /** `9:30 – 10:00 AM`. */
  span(from: number, to: number): string;
  /** `Tuesday, November 24` */
  longDay(day: Day): string;
  /** `Tuesday, November 24, 2026` */
  fullDay(day: Day): string;
  /** `today` and `tomorrow` in the language, or null. */
  nearDay(day: Day, today: Day): string | null;
  /** `30 min` */
  minutes(count: number): string;
  dayNumber(day: Day): string;
  /** `Dec` */
  shortMonth(day: Day): string;
  /** `November – December 2026` */
  months(from: Day, to: Day): string;
  /** `Tue` to see, `Tuesday` to hear. */
  shortWeekday(day: Day): string;
  longWeekday(day: Day): string;
  /** `GMT+1` */
  offset(at: number): string;
}

/** Formats of one locale and zone; each Intl object is made once, as making one costs 50 times its use. */
export const createFormat = (locale: string, zone: string): Format => {
  const make = (options: Intl.DateTimeFormatOptions, tag = locale): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(tag, { calendar: "gregory", ...options });
  const noon = (day: Day): Date => new Date(`${day}T12:00:00Z`);
  const ofDay = (options: Intl.DateTimeFormatOptions): ((day: Day) => string) => {
    const format = make({ timeZone: "UTC", ...options });
    return (day) => format.format(noon(day));
  };
  const times = make({ timeZone: zone, hour: "numeric", minute: "2-digit" });
  const offsets = make({ timeZone: zone, timeZoneName: "shortOffset" }, "en");
  const months = make({ timeZone: "UTC", month: "long", year: "numeric" });
  const numbers = new Intl.NumberFormat(locale);
  const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  return {
    locale,
    zone,
    // Swedish writes the ISO date.
    day: make({ timeZone: zone }, "sv").format,
    time: times.format,
    span: (from, to) => times.formatRange(from, to),
    longDay: ofDay({ weekday: "long", month: "long", day: "numeric" }),
    fullDay: ofDay({ weekday: "long", month: "long", day: "numeric", year: "numeric" }),
    nearDay: (day, today) => {
      const days = daysBetween(today, day);
      return days < 2 ? near.format(days, "day") : null;
    },
    minutes: new Intl.NumberFormat(locale, { style: "unit", unit: "minute" }).format,
    dayNumber: (day) => numbers.format(Number(day.slice(8))),
    shortMonth: ofDay({ month: "short" }),
    months: (from, to) => months.formatRange(noon(from), noon(to)),
    shortWeekday: ofDay({ weekday: "short" }),
    longWeekday: ofDay({ weekday: "long" }),
    offset: (at) => offsets.format(at).split(", ")[1] ?? "",
  };
};

/** `America/Argentina/Buenos_Aires` as `Buenos Aires, America/Argentina` reads in a list. */
export const zoneName = (zone: string): string => zone.replaceAll("_", " ").replaceAll("/", " / ");
