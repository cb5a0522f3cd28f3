import type { Offer } from "../../server/contract/public.ts";

/** The chosen time of an offer as it is sent, with its length where there are several. */
export const wish = ({ token, meetingType: { lengths, durationMinutes } }: Offer, start: number) => ({
  token,
  start: new Date(start).toISOString(),
  minutes: lengths && durationMinutes,
});
