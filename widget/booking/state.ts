import type { BookingAnswer, Offer } from "../../server/contract/public.ts";
import type { Place } from "../shared/calendar.ts";
import type { Format } from "../shared/format.ts";
import { startsOf } from "../shared/times.ts";

export type Booked = Extract<BookingAnswer, { outcome: "booked" }>;

export interface State {
  step: "loading" | "pick" | "empty" | "confirm" | "done" | "notice";
  offer: Offer | null;
  starts: readonly number[];
  format: Format;
  place: Place;
  start: number | null;
  name: string;
  email: string;
  /** What was answered, by question, and who else should be there. */
  answers?: Record<string, string>;
  guests?: string;
  /** The time that was asked to be kept. */
  held?: number;
  /** The name of the field that is not right. */
  invalid: string | null;
  busy: boolean;
  /** What went wrong, as the visitor can read it and act on it. */
  note: string;
  /** The offer's times can no longer be booked. */
  expired: boolean;
  /** What a message says. */
  text: string;
  booked: Booked | null;
}

export const firstState = (format: Format): State => ({
  step: "loading",
  offer: null,
  starts: [],
  format,
  place: { day: null, focus: null },
  start: null,
  name: "",
  email: "",
  invalid: null,
  busy: false,
  note: "",
  expired: false,
  text: "",
  booked: null,
});

/** Puts an offer's times in place; what the visitor typed and the day that was chosen stay. */
export const takeOffer = (state: State, offer: Offer): void => {
  state.starts = startsOf(offer.times);
  if (!state.offer) {
    state.name = offer.visitor.name;
    state.email = offer.visitor.email;
  }
  state.offer = offer;
  if (state.starts.length > 0) state.step = "pick";
  state.start = null;
  state.note = "";
};
