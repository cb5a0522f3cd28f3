import type { BookingAnswer } from "../../server/contract/public.ts";
import type { BookerInput } from "../shared/booker.ts";
import type { Place } from "../shared/calendar.ts";
import { type Called, call } from "../shared/call.ts";
import { createFormat } from "../shared/format.ts";
import { newId } from "../shared/new-id.ts";
import { type State, takeOffer } from "./state.ts";

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

export interface Actions {
  move(place: Place, focus?: boolean): void;
  changeZone(zone: string): void;
  pick(start: number): void;
  back(): void;
  book(): Promise<void>;
}

interface Parts {
  readonly state: State;
  readonly input: BookerInput;
  /** Paints the state; `focus` names what then has the focus. */
  readonly paint: (focus?: string) => void;
}

/** What the visitor can do; each changes the state and paints it. */
export const createActions = ({ state, input, paint }: Parts): Actions => {
  /** One booking has one key, also when it is tried again. */
  let attempt = { start: 0, id: "" };

  const refuse = (code: string): void => {
    state.busy = false;
    state.invalid = code === "email_invalid" ? "email" : null;
    state.trouble = state.invalid ? null : code === "token_invalid" ? "expired" : "failed";
    input.failed();
    paint(state.invalid ? "[name=email]" : state.trouble === "expired" ? "h2" : ".primary");
  };

  const settle = (called: Called<BookingAnswer>): void => {
    if ("code" in called) return refuse(called.code);
    const { answer } = called;
    state.busy = false;
    if (answer.outcome === "taken") {
      takeOffer(state, answer.offer);
      state.note = "taken";
      return paint("h2");
    }
    if (answer.outcome !== "booked") return refuse("bad_answer");
    const { start, end, meetingType } = answer.booking;
    Object.assign(state, { booked: answer, step: "done", offer: state.offer && { ...state.offer, rep: answer.booking.rep } });
    paint("h2");
    input.booked({ meetingType: meetingType.name, start, end });
  };

  return {
    move: (place, focus) => {
      state.place = place;
      paint(focus ? ".day[tabindex='0']" : undefined);
    },
    changeZone: (zone) => {
      state.format = createFormat(state.format.locale, zone);
      state.place = { day: null, focus: null };
      paint();
    },
    pick: (start) => {
      Object.assign(state, { start, step: "confirm", note: null, trouble: null });
      paint("h2");
    },
    back: () => {
      Object.assign(state, { step: "pick", trouble: null });
      paint(".picked,.time,h2");
    },
    book: async () => {
      const { offer, start, format } = state;
      if (!offer || start === null || state.busy) return;
      const name = state.name.trim();
      const email = state.email.trim();
      state.invalid = name === "" ? "name" : emailShape.test(email) ? null : "email";
      if (state.invalid) return paint(`[name=${state.invalid}]`);
      state.busy = true;
      state.trouble = null;
      paint();
      if (attempt.start !== start) attempt = { start, id: newId() };
      const body = { id: attempt.id, token: offer.token, start: new Date(start).toISOString(), name, email };
      settle(await call(input.origin, "/v1/bookings", { ...body, timeZone: format.zone, locale: format.locale }));
    },
  };
};
