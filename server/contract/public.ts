import { z } from "zod";

const shortText = z.string().max(2_000);
/** One of the offer's lengths; the usual one when absent. */
const minutes = z.number().int().min(1).max(1440).optional();

/** `POST /v1/submissions`, sent as text/plain so that no preflight is needed. */
export const submissionBody = z.object({
  /** Made by the page once per submit; sending it again gives the same answer. */
  id: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/, "16 to 64 characters of A-Z a-z 0-9 _ -"),
  form: z.object({
    id: z.string().max(200).exactOptional(),
    name: z.string().max(200).exactOptional(),
    fields: z
      .array(
        z.object({
          name: z.string().max(200),
          value: z.string().max(20_000),
          label: z.string().max(500).exactOptional(),
          type: z.string().max(40).exactOptional(),
        }),
      )
      .max(300),
  }),
  page: z.object({ url: shortText, referrer: shortText.exactOptional(), title: shortText.exactOptional() }),
  visitor: z.object({
    timeZone: z.string().max(64),
    locale: z.string().max(35),
    /** Milliseconds between the first touch of the form and its submission. */
    filledMs: z.number().min(0).max(1e9).exactOptional(),
  }),
});
export type SubmissionBody = z.infer<typeof submissionBody>;

/** Times as minutes: the first start in epoch minutes, then the distance from each to the next. */
export interface Times {
  readonly firstMinute: number | null;
  readonly deltas: readonly number[];
}

export interface OfferQuestion {
  readonly id: string;
  readonly label: string;
  readonly kind: "text" | "choice" | "phone";
  readonly required?: boolean;
  readonly options?: readonly string[];
}

/** What the booker shows. */
export interface Offer {
  /** Opaque, signed, expires at `expiresAt`. */
  readonly token: string;
  readonly expiresAt: string;
  /** Null when the rep is chosen at booking. */
  readonly rep: { readonly name: string; readonly title?: string; readonly photoUrl?: string } | null;
  readonly meetingType: {
    readonly name: string;
    readonly durationMinutes: number;
    readonly location: "link" | "phone" | "address";
    readonly description?: string;
    /** In minutes, to choose from; absent when there is one. Ask `POST /v1/times` for the times of another. */
    readonly lengths?: readonly number[];
    /** Asked before booking. */
    readonly questions?: readonly OfferQuestion[];
    /** How many people the visitor may bring; absent when none. */
    readonly guests?: number;
  };
  readonly times: Times;
  /** Prefills the confirm step. */
  readonly visitor: { readonly name: string; readonly email: string };
}

/** The answer to a submission. `fallback`: the lead is kept and people will follow up. */
export type SubmissionAnswer = { readonly submissionId: string; readonly leadId: string } & (
  | {
      readonly outcome: "offered";
      readonly offer: Offer;
      /** The visitor may talk to somebody at once. */
      readonly talkNow?: true;
    }
  | { readonly outcome: "redirect"; readonly url: string }
  | { readonly outcome: "message"; readonly text: string }
  | { readonly outcome: "disqualified"; readonly text: string }
  | { readonly outcome: "fallback"; readonly text: string }
);

/** `POST /v1/bookings`, text/plain. An offer has one booking, so sending it again answers the same one. */
export const bookingBody = z.object({
  token: z.string().max(200),
  minutes,
  /** ISO 8601 with offset. */
  start: z.string().max(40),
  timeZone: z.string().max(64),
  locale: z.string().max(35),
  name: z.string().trim().min(1).max(200),
  email: z.string().trim().min(3).max(254),
  answers: z
    .array(z.object({ id: z.string().max(64), value: shortText }))
    .max(40)
    .optional(),
  guests: z.array(z.string().trim().max(254)).max(20).optional(),
});
export type BookingBody = z.infer<typeof bookingBody>;

/** A booking as its visitor sees it. */
export interface BookingView {
  /** `booked` is certain, and `confirmed` too in the rep's calendar, or by the invite that stands in for it. */
  readonly status: "booked" | "confirmed" | "cancelled" | "completed";
  readonly start: string;
  readonly end: string;
  readonly timeZone: string;
  readonly rep: { readonly name: string; readonly title?: string; readonly photoUrl?: string };
  readonly meetingType: {
    readonly name: string;
    readonly durationMinutes: number;
    readonly location: "link" | "phone" | "address";
  };
  /** What to join or where to go; a phone call has none. */
  readonly locationText: string | null;
  readonly visitor: { readonly name: string; readonly email: string };
  /** What stands behind `confirmed`: the event in the rep's calendar, or the invite that the mail server took. */
  readonly confirmedBy: "calendar" | "mail" | null;
  readonly changes: { readonly reschedule: ChangeRule; readonly cancel: ChangeRule };
  readonly answers?: readonly { readonly id: string; readonly label: string; readonly value: string }[];
  readonly guests?: readonly string[];
}

/** Whether the visitor may change the meeting so, else why not, and until when. */
export interface ChangeRule {
  readonly refusal: "booking_closed" | "change_not_allowed" | "change_too_late" | "change_too_often" | null;
  readonly until: string;
}

/** The answer to a booking. `moved` is true when another rep of the pool took it. */
export type BookingAnswer =
  | {
      readonly outcome: "booked";
      readonly booking: BookingView;
      readonly moved: boolean;
      /** The visitor's own page: the token is in the fragment, so it never reaches a log. */
      readonly manageUrl: string;
      /** The event as a data for "add to calendar". */
      readonly ics: string;
      /** What the visitor sees once the meeting is booked, besides. */
      readonly after?: { readonly kind: "text"; readonly text: string } | { readonly kind: "redirect"; readonly url: string };
    }
  | { readonly outcome: "taken"; readonly offer: Offer };

/** `POST /v1/times`: fresh times of an offer. */
export const timesBody = z.object({ token: z.string().max(200), minutes });
/** `POST /v1/holds`: keeps a time of an offer for minutes; the next one takes its place. */
export const holdBody = z.object({ token: z.string().max(200), start: z.string().max(40), minutes });
/** The answer to a hold. `free`: nothing is held, and the time may still be booked. */
export type HoldAnswer =
  | { readonly outcome: "held"; readonly until: string }
  | { readonly outcome: "free" }
  | { readonly outcome: "taken"; readonly offer: Offer };
/** `POST /v1/bookings/view`, `…/cancel`, `…/times`. */
export const manageBody = z.object({ token: z.string().max(200) });
/** `POST /v1/bookings/reschedule`. */
export const rescheduleBody = z.object({
  token: z.string().max(200),
  start: z.string().max(40),
  timeZone: z.string().max(64).exactOptional(),
});
export type ManageAnswer =
  | {
      readonly outcome: "ok";
      readonly booking: BookingView;
      readonly times?: Times;
      /** The token of an offer by which a cancelled meeting is booked anew. */
      readonly again?: string;
    }
  | { readonly outcome: "taken"; readonly times: Times };

/** `GET /v1/config`: what the widget needs before anybody typed. */
export interface WidgetConfig {
  readonly company: string;
  readonly accent: string | null;
}

/** Every error on the wire. */
export interface ErrorAnswer {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly param?: string;
    readonly docUrl: string;
    readonly requestId: string;
  };
}
