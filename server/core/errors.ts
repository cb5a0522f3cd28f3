/** The one catalogue: code → HTTP status, title for people, what to do. `docs/reference/errors.md` lists the same. */
export const errorCatalogue = {
  body_malformed: {
    status: 400,
    title: "The body is not JSON of the expected shape.",
    fix: "Send the fields that docs/reference/http.md lists.",
  },
  body_too_large: {
    status: 413,
    title: "The body is larger than 64 KiB.",
    fix: "Send the form's text fields only, never files.",
  },
  body_not_text: { status: 415, title: "The body is not UTF-8 text.", fix: "Send JSON as text/plain in UTF-8." },
  origin_refused: {
    status: 403,
    title: "This page's origin is not one of the sites.",
    fix: "Add the origin to `sites` in the setup.",
  },
  not_found: {
    status: 404,
    title: "There is nothing here.",
    fix: "Check the address; links to bookings work for their own booking alone.",
  },
  token_invalid: {
    status: 404,
    title: "This link or offer is unknown or has expired.",
    fix: "Submit the form again for fresh times.",
  },
  sign_in_required: { status: 401, title: "Sign in first.", fix: "Send the operator token as a bearer token." },
  email_invalid: { status: 422, title: "The e-mail address is not one.", fix: "Send one address such as name@example.com." },
  time_invalid: { status: 422, title: "The time is not ISO 8601 with an offset.", fix: "Send one of the offered times." },
  zone_invalid: { status: 422, title: "The time zone is not an IANA zone name.", fix: "Send a name such as Europe/Berlin." },
  length_invalid: { status: 422, title: "The meeting does not have this length.", fix: "Send one of the offer's lengths." },
  answer_invalid: {
    status: 422,
    title: "An answer is missing or is none of the options.",
    fix: "Ask the offer's questions, and send an answer to each that is required.",
  },
  guests_invalid: {
    status: 422,
    title: "More guests than this meeting takes, or one without an e-mail address.",
    fix: "Send at most as many addresses as the offer says.",
  },
  booking_closed: {
    status: 409,
    title: "This meeting was cancelled or has begun.",
    fix: "Submit the form again for a new meeting.",
  },
  match_uncorrectable: {
    status: 409,
    title: "This lead names neither a company nor a domain of its own.",
    fix: "Add the person as a contact of the account instead.",
  },
  change_not_allowed: {
    status: 409,
    title: "Visitors do not make this change to this meeting.",
    fix: "Ask the rep, who can.",
  },
  change_too_late: { status: 409, title: "It is too late to change this meeting.", fix: "Ask the rep, who still can." },
  change_too_often: { status: 409, title: "This meeting was moved as often as it may be.", fix: "Ask the rep, who still can." },
  booking_shared: {
    status: 409,
    title: "Several reps take part in this meeting.",
    fix: "Call it off, or let it be: a meeting of a whole team goes to nobody else.",
  },
  lead_not_held: {
    status: 409,
    title: "This lead is not held back as spam.",
    fix: "Its receipt says what became of it.",
  },
  rate_limited: { status: 429, title: "Too many requests.", fix: "Wait for the seconds in Retry-After." },
  store_unavailable: {
    status: 503,
    title: "The database cannot be written now.",
    fix: "Send the same request again; nothing was acknowledged.",
  },
  setup_missing: { status: 503, title: "No setup was applied yet.", fix: "Run `handraise apply setup.yaml`." },
  guard_broken: {
    status: 409,
    title: "The version breaks a guard, the live version's or its own, on the leads of the past days; nothing was changed.",
    fix: "Look at `handraise backtest`, then mend the router; `--force` publishes all the same.",
  },
  guard_loosened: {
    status: 409,
    title: "The version drops or loosens a guard of the live version; nothing was changed.",
    fix: "Keep the guard; where loosening it is meant, `--force` publishes it, and the audit log keeps what was loosened.",
  },
  setup_invalid: { status: 422, title: "The setup is not valid; nothing was changed.", fix: "Mend the lines that are named." },
  config_invalid: {
    status: 500,
    title: "An environment variable has a wrong value.",
    fix: "Set it as docs/reference/configuration.md says.",
  },
  write_nested: { status: 500, title: "A write was started inside a write.", fix: "Use the unit that is open." },
  unit_ended: { status: 500, title: "A unit of work was used after its end.", fix: "Await everything inside the unit." },
  unit_stalled: {
    status: 500,
    title: "A unit of work awaited something that is not the store.",
    fix: "Do it before or after the unit.",
  },
  internal: { status: 500, title: "Something went wrong on our side.", fix: "Try again; the request id finds it in the log." },
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

/** A fault with a code of the catalogue; `details` may be logged, so they never carry personal data or secrets. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, unknown>> = {}, options?: { cause?: unknown }) {
    super(`${code}: ${errorCatalogue[code].title}`, options);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorCatalogue[this.code].status;
  }
}
