import type { BookingAnswer } from "../../server/contract/public.ts";
import { type Called, call } from "../shared/call.ts";
import { takeOffer } from "./state.ts";
import type { ViewProps } from "./view.tsx";

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

type Parts = Pick<ViewProps, "state" | "input" | "paint">;

const refuse = ({ state, input, paint }: Parts, code: string): void => {
  state.busy = false;
  state.invalid = code === "email_invalid" ? "email" : null;
  state.note = state.invalid ? null : code === "token_invalid" ? "expired" : "failed";
  input.failed();
  paint(state.invalid ? "[name=email]" : state.note === "expired" ? "h2" : ".primary");
};

const settle = (parts: Parts, called: Called<BookingAnswer>): void => {
  const { state, input, paint } = parts;
  if ("code" in called) return refuse(parts, called.code);
  const { answer } = called;
  state.busy = false;
  if (answer.outcome === "taken") {
    takeOffer(state, answer.offer);
    state.note = "taken";
    return paint("h2");
  }
  if (answer.outcome !== "booked") return refuse(parts, "bad_answer");
  const { start, end, meetingType } = answer.booking;
  Object.assign(state, { booked: answer, step: "done", offer: state.offer && { ...state.offer, rep: answer.booking.rep } });
  paint("h2");
  input.booked({ meetingType: meetingType.name, start, end });
};

/** Books the chosen time with what was typed, or says what is missing. */
export const book = async (parts: Parts): Promise<void> => {
  const { state, input, paint } = parts;
  const { offer, start, format, key } = state;
  if (!offer || start === null || state.busy) return;
  const name = state.name.trim();
  const email = state.email.trim();
  state.invalid = name === "" ? "name" : emailShape.test(email) ? null : "email";
  if (state.invalid) return paint(`[name=${state.invalid}]`);
  state.busy = true;
  state.note = null;
  paint();
  const body = { id: key, token: offer.token, start: new Date(start).toISOString(), name, email };
  settle(parts, await call(input.origin, "/v1/bookings", { ...body, timeZone: format.zone, locale: format.locale }));
};
