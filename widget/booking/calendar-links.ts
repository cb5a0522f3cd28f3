import type { BookingView } from "../../server/contract/public.ts";

const stamp = (iso: string): string => new Date(iso).toISOString().replace(/[-:]|\.\d+/g, "");

/** Opens Google Calendar with the meeting filled in. */
export const googleLink = ({ start, end, rep, meetingType, locationText }: BookingView): string => {
  const query = new URLSearchParams({
    action: "TEMPLATE",
    text: `${meetingType.name} · ${rep.name}`,
    dates: `${stamp(start)}/${stamp(end)}`,
    ...(locationText ? { location: locationText } : {}),
  });
  return `https://calendar.google.com/calendar/render?${query}`;
};

/** The event as a file that a link can hand over. */
export const fileLink = (ics: string): string => `data:text/calendar;charset=utf-8,${encodeURIComponent(ics)}`;
