import type { BookingAnswer, BookingView, ManageAnswer, Offer } from "../../server/contract/public.ts";
import type { Place } from "../shared/calendar.ts";
import { type Called, call } from "../shared/call.ts";
import { createFormat, type Format } from "../shared/format.ts";
import { startsOf } from "../shared/times.ts";

export interface State {
  step: "loading" | "gone" | "view" | "ask" | "pick" | "confirm";
  booking: BookingView | null;
  /** The meeting was moved on this page. */
  moved: boolean;
  starts: readonly number[];
  place: Place;
  start: number | null;
  format: Format;
  busy: boolean;
  trouble: "failed" | "closed" | "tooLate" | "tooOften" | "notAllowed" | "notBooked" | null;
  /** The token of an offer by which a cancelled meeting is booked anew. */
  again: string | null;
  taken: boolean;
}

export const firstState = (format: Format): State => ({
  step: "loading",
  booking: null,
  moved: false,
  starts: [],
  place: { day: null, focus: null },
  start: null,
  format,
  busy: false,
  trouble: null,
  again: null,
  taken: false,
});

/** What a refusal says; the rest is that something failed. */
export const troubles: Readonly<Record<string, NonNullable<State["trouble"]>>> = {
  booking_closed: "closed",
  change_too_late: "tooLate",
  change_too_often: "tooOften",
  change_not_allowed: "notAllowed",
};

/** A meeting that was called off is booked anew by the offer that it came from. */
const createAgain = (state: State, paint: (focus?: string) => void, show: (step: State["step"]) => void) => {
  /** Asks for something of the offer by which the meeting is booked anew. */
  const ask = async <Answer>(path: string, body: object): Promise<Answer | null> => {
    Object.assign(state, { busy: true, trouble: null });
    paint();
    const called: Called<Answer> = await call(location.origin, path, { token: state.again, ...body });
    state.busy = false;
    if ("answer" in called) return called.answer;
    state.trouble = called.code === "unreachable" ? "failed" : "notBooked";
    paint("h1");
    return null;
  };
  const minutes = (): number | undefined => state.booking?.meetingType.durationMinutes;
  const bookAgain = async (): Promise<void> => {
    const { booking, start, format } = state;
    if (!booking || start === null || state.busy) return;
    const { name, email } = booking.visitor;
    const answers = (booking.answers ?? []).map(({ id, value }) => ({ id, value }));
    const answer = await ask<BookingAnswer>("/v1/bookings", {
      start: new Date(start).toISOString(),
      timeZone: format.zone,
      locale: format.locale,
      name: name || email,
      email,
      minutes: minutes(),
      answers,
      guests: booking.guests ?? [],
    });
    if (answer?.outcome === "taken") {
      Object.assign(state, { starts: startsOf(answer.offer.times), start: null, taken: true });
      return show("pick");
    }
    // Its own link leads to the new meeting; the page loads that one.
    if (answer?.outcome === "booked") location.hash = new URL(answer.manageUrl).hash;
  };

  return {
    bookAgain,
    openNewTimes: async () => {
      const offer = await ask<Offer>("/v1/times", { minutes: minutes() });
      if (!offer) return;
      Object.assign(state, { starts: startsOf(offer.times), place: { day: null, focus: null }, start: null, taken: false });
      show("pick");
    },
  };
};

/** Every change of the booking is a POST with the token of the page's fragment, which reaches no log. */
export const createActions = (state: State, paint: (focus?: string) => void) => {
  const post = async (path: string, more: object = {}): Promise<ManageAnswer | null> => {
    Object.assign(state, { busy: true, trouble: null });
    paint();
    const token = decodeURIComponent(location.hash.slice(1));
    const called: Called<ManageAnswer> = await call(location.origin, `/v1/bookings/${path}`, { token, ...more });
    state.busy = false;
    if ("answer" in called) return called.answer;
    if (called.code === "token_invalid" || called.code === "body_malformed") state.step = "gone";
    else state.trouble = troubles[called.code] ?? "failed";
    paint("h1");
    return null;
  };
  const show = (step: State["step"], focus = "h1"): void => {
    Object.assign(state, { step, trouble: null });
    paint(focus);
  };
  const take = (answer: ManageAnswer | null): boolean => {
    if (answer?.outcome !== "ok") return false;
    Object.assign(state, { booking: answer.booking, again: answer.again ?? null });
    return true;
  };

  return {
    show,
    ...createAgain(state, paint, show),
    load: async () => take(await post("view")) && show("view"),
    cancel: async () => take(await post("cancel")) && show("view"),
    openTimes: async () => {
      const answer = await post("times");
      if (!answer?.times) return;
      Object.assign(state, { starts: startsOf(answer.times), place: { day: null, focus: null }, start: null, taken: false });
      show("pick");
    },
    move: (place: Place, focus?: boolean) => {
      state.place = place;
      paint(focus ? ".day[tabindex='0']" : undefined);
    },
    changeZone: (zone: string) => {
      state.format = createFormat(state.format.locale, zone);
      state.place = { day: null, focus: null };
      paint();
    },
    pick: (start: number) => {
      state.start = start;
      show("confirm");
    },
    reschedule: async () => {
      if (state.start === null || state.busy) return;
      const answer = await post("reschedule", { start: new Date(state.start).toISOString(), timeZone: state.format.zone });
      if (answer?.outcome === "taken") {
        Object.assign(state, { starts: startsOf(answer.times), start: null, taken: true });
        return show("pick");
      }
      if (take(answer)) {
        state.moved = true;
        show("view");
      }
    },
  };
};
export type Actions = ReturnType<typeof createActions>;
