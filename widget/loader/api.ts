import type { SubmissionAnswer } from "../../server/contract/public.ts";

/** What happened to a submission; `failed` means that the page goes on as if Handraise were not there. */
export type Outcome = SubmissionAnswer["outcome"] | "failed";

/** What `handraise.submit` resolves with; it never rejects. */
export interface SubmitResult {
  readonly outcome: Outcome;
  readonly submissionId: string;
  /** Where a `redirect` goes. */
  readonly url?: string;
  /** What a `message`, `disqualified` or `fallback` says. */
  readonly text?: string;
  /** Resolves when the booker was closed or the meeting booked, at once when nothing was shown. */
  readonly finished: Promise<{ readonly booked: boolean }>;
}

/** Every event carries the submission's id and nothing that the visitor typed. */
export interface EventDetails {
  submitted: { readonly submissionId: string };
  offered: {
    readonly submissionId: string;
    readonly meetingType: string;
    readonly times: number;
    /** The page may offer to talk at once, in its own chat or by phone. */
    readonly talkNow: boolean;
  };
  /** Only after the server said that the meeting is booked. Instants are ISO 8601. */
  booked: { readonly submissionId: string; readonly meetingType: string; readonly start: string; readonly end: string };
  disqualified: { readonly submissionId: string };
  message: { readonly submissionId: string };
  redirect: { readonly submissionId: string; readonly url: string };
  fallback: { readonly submissionId: string };
  /** Something broke on the way; `reason` is one of a closed list. Never sent for a lead that is disqualified. */
  error: { readonly submissionId: string; readonly reason: ErrorReason };
  closed: { readonly submissionId: string; readonly booked: boolean };
}
export type ErrorReason = "unreachable" | "timeout" | "bad_answer" | "booker_failed" | "booking_failed";
export type EventName = keyof EventDetails;
export type Listener<Name extends EventName> = (detail: EventDetails[Name], name: Name) => void;

/** Also readable from `data-handraise-*` attributes of the script and, but for `store`, of a form. */
export interface Options {
  /** CSS selector of the forms to watch; without it every form with an e-mail field. `none` watches no form. */
  forms?: string;
  /** CSS selector of an element that shows the booker inline instead of in a dialog. */
  target?: string;
  /** Language of the booker; without it the page's, then the browser's. */
  lang?: string;
  /** `auto` follows the page's background. */
  theme?: "auto" | "light" | "dark";
  /** `always` keeps the page also for forms that post to another site or use GET; `never` lets every form navigate. */
  hold?: "auto" | "always" | "never";
  /** Where the visitor is after the booker: `follow` goes on to the form's own result page, `stay` keeps the page. */
  after?: "follow" | "stay";
  /** `off` keeps no copy of a submission in the browser. */
  store?: "on" | "off";
}

/** The one object of the page. */
export interface Handraise {
  readonly version: string;
  /** Listens to one event, or to all with `*`; returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void;
  on(name: "*", listener: Listener<EventName>): () => void;
  /** Submits fields by name, or the values of a form, and shows the booker. */
  submit(source: HTMLFormElement | Readonly<Record<string, string>>, options?: Options): Promise<SubmitResult>;
  configure(options: Options): void;
  /** What the stub's queue becomes, for code that pushes after the script came. */
  readonly q: { push(call: QueuedCall): void };
}

/** A call made before the script arrived: method, arguments and, for promises, how to answer. */
export type QueuedCall = readonly [
  method: string,
  args: readonly unknown[],
  resolve?: (value: unknown) => void,
  reject?: (reason: unknown) => void,
];

declare global {
  interface Window {
    handraise?: Handraise | { readonly q?: readonly QueuedCall[] };
  }
  interface DocumentEventMap extends HandraiseEventMap {}
  interface WindowEventMap extends HandraiseEventMap {}
}
type HandraiseEventMap = { [Name in EventName as `handraise:${Name}`]: CustomEvent<EventDetails[Name]> };
