import type { BookingAnswer } from "../../server/contract/public.ts";
import { type Called, call } from "../shared/call.ts";
import { extrasNow, loadExtras } from "./load-extras.ts";
import { showTaken } from "./show-taken.ts";
import type { StepProps } from "./view.tsx";
import { wish } from "./wish.ts";

const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

const refuse = (props: StepProps, code: string, param = ""): void => {
  const { state, texts, words, input, paint } = props;
  state.busy = false;
  state.invalid = param === "email" ? param : (extrasNow(props)?.fieldOf(param) ?? null);
  state.expired = code === "token_invalid";
  state.note = state.invalid ? "" : state.expired ? words.expired : texts.failed;
  input.failed();
  paint(state.invalid ? `[name="${state.invalid}"]` : state.expired ? "h2" : ".primary");
};

const settle = (props: StepProps, called: Called<BookingAnswer>): void => {
  const { state, input, paint } = props;
  if ("code" in called) return refuse(props, called.code, called.param);
  const { answer } = called;
  state.busy = false;
  if (answer.outcome === "taken") return showTaken(props, answer.offer);
  if (answer.outcome !== "booked") return refuse(props, "bad_answer");
  const { start, end, meetingType } = answer.booking;
  Object.assign(state, { booked: answer, step: "done", offer: state.offer && { ...state.offer, rep: answer.booking.rep } });
  paint("h2");
  input.booked({ meetingType: meetingType.name, start, end });
};

/** Books the chosen time with what was typed, or says what is missing. */
export const book = async (props: StepProps): Promise<void> => {
  const { state, input, paint } = props;
  const { offer, start, format } = state;
  if (!offer || start === null || state.busy) return;
  const name = state.name.trim();
  const email = state.email.trim();
  state.invalid = name === "" ? "name" : emailShape.test(email) ? null : "email";
  if (state.invalid) return paint(`[name=${state.invalid}]`);
  const more = (await loadExtras(props))?.collect(state);
  if (more && "invalid" in more) {
    state.invalid = more.invalid;
    return paint(`[name="${more.invalid}"]`);
  }
  if (state.busy) return;
  state.busy = true;
  state.note = "";
  paint();
  const body = { ...wish(offer, start), name, email, timeZone: format.zone, locale: format.locale, ...more };
  settle(props, await call(input.origin, "/v1/bookings", body));
};
