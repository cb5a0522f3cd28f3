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

/** Hands the event over as a file. */
export const downloadIcs = (ics: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([ics], { type: "text/calendar" }));
  link.download = "meeting.ics";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};
