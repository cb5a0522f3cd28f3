import type { BookingAnswer, Offer } from "../../server/contract/public.ts";
import type { Place } from "../shared/calendar.ts";
import { createFormat, type Format, visitorZone } from "../shared/format.ts";
import { startsOf } from "../shared/times.ts";

export type Booked = Extract<BookingAnswer, { outcome: "booked" }>;

export interface State {
  step: "loading" | "pick" | "confirm" | "done" | "notice";
  offer: Offer | null;
  starts: readonly number[];
  format: Format;
  place: Place;
  start: number | null;
  /** One booking has one key, also when it is tried again. */
  key: string;
  name: string;
  email: string;
  invalid: "name" | "email" | null;
  busy: boolean;
  /** What went wrong, as the visitor can read it and act on it. */
  note: "taken" | "failed" | "expired" | null;
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
  key: "",
  name: "",
  email: "",
  invalid: null,
  busy: false,
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
  state.note = null;
};
