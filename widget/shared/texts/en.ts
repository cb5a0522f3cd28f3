/** English, and the list of what every language says until there are times to choose from. */
export const texts = {
  dir: "ltr" as "ltr" | "rtl",
  title: "Pick a time",
  withRep: "Meet with {name}",
  someone: "Our team",
  link: "Video call",
  phone: "Phone call",
  address: "In person",
  previousMonth: "Previous month",
  nextMonth: "Next month",
  timesOn: "Times on {day}",
  noTimes: "no times",
  timesLeft: "times: {count}",
  finding: "Finding times for you…",
  failed: "We could not reach the calendar. Your details are still here.",
  retry: "Try again",
  close: "Close",
  /** What is said from there on. */
  later: () => import("./later-en.ts"),
};
export type Texts = Readonly<typeof texts>;
