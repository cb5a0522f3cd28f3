import type { BookingAnswer, Offer } from "../../server/contract/public.ts";
import type { Place } from "../shared/calendar.ts";
import { createFormat, type Format, visitorZone } from "../shared/format.ts";
import type { Texts } from "../shared/texts/en.ts";
import { startsOf } from "../shared/times.ts";

export type Booked = Extract<BookingAnswer, { outcome: "booked" }>;

/** What went wrong, as the visitor can read it and act on it. */
export type Trouble = "failed" | "expired";

export interface State {
  step: "loading" | "pick" | "confirm" | "done" | "notice";
  offer: Offer | null;
  starts: readonly number[];
  format: Format;
  place: Place;
  start: number | null;
  name: string;
  email: string;
  invalid: "name" | "email" | null;
  busy: boolean;
  trouble: Trouble | null;
  /** A sentence above the times: that one was taken. */
  note: keyof Texts | null;
  /** What a message says. */
  text: string;
  booked: Booked | null;
}

export const firstState = (locale: string): State => ({
  step: "loading",
  offer: null,
  starts: [],
  format: createFormat(locale, visitorZone()),
  place: { day: null, focus: null },
  start: null,
  name: "",
  email: "",
  invalid: null,
  busy: false,
  trouble: null,
  note: null,
  text: "",
  booked: null,
});

/** Puts an offer's times in place; what the visitor typed and the day that was chosen stay. */
export const takeOffer = (state: State, offer: Offer): void => {
  state.step = "pick";
  state.starts = startsOf(offer.times);
  if (!state.offer) {
    state.name = offer.visitor.name;
    state.email = offer.visitor.email;
  }
  state.offer = offer;
  state.start = null;
  state.trouble = null;
};
