import type { SubmissionAnswer, WidgetConfig } from "../../server/contract/public.ts";

/** What the loader hands to the booker's chunk. */
export interface BookerInput {
  readonly origin: string;
  readonly config: WidgetConfig;
  readonly theme: string;
  /** Shows the booker inside this element instead of in a dialog. */
  readonly target: Element | null;
  /** The server said that the meeting is booked. */
  booked(meeting: { readonly meetingType: string; readonly start: string; readonly end: string }): void;
  /** A request of the booker failed; the visitor sees how to go on. */
  failed(): void;
  /** Gone from the page: by the visitor, or by `close`. */
  closed(): void;
}

export interface Booker {
  /** Shows an answer that has something to show, in place of the skeleton. */
  show(answer: SubmissionAnswer): void;
  close(): void;
}

/** Frames of ours are named so; the script stays out of what they load. */
export const sinkPrefix = "handraise-";

/** A hidden frame that takes the form's own submission, so that the page stays. */
export interface Sink {
  /** Resolves when the site's server has answered the form, or the form went another way. */
  readonly answered: Promise<void>;
  /**
   * Brings the visitor to what the form's own submission led to; never sends the form again. False when that cannot be
   * read, as it is another site's, forbids to be framed, or never came: then the page is as it was.
   */
  land(): Promise<boolean>;
  /** Shows what cannot be read, whatever it is. */
  reveal(): void;
  /** Takes the frame away; only for a form that was not sent after all. */
  discard(): void;
}

/** Lets the browser send `form`, which is going to `action`, into a sink; called while its submit event is dispatched. */
export type OpenSink = (form: HTMLFormElement, submitter: Element | null, action: URL) => Sink;

/**
 * Resolves when the page's own code has probably finished with a form that it handles itself: a request of its own that
 * began after `since` came back, or some time went by. `origin` is our server's; `since` is of the page's clock.
 */
export type PageSettled = (origin: string, since: number) => Promise<void>;

/** What the chunk for the form's own way exports. */
export interface Hold {
  readonly openSink: OpenSink;
  readonly pageSettled: PageSettled;
}

/** Opens the booker, and keeps the page, at once. */
export interface Prepared extends Hold {
  /** Without an answer there is a skeleton until `show`. */
  readonly open: (input: BookerInput, answer: SubmissionAnswer | null) => Booker;
}

/** Resolves when all is there in the best of the languages asked for. */
export type Prepare = (languages: readonly string[]) => Promise<Prepared>;

/** What the chunk exports. */
export interface BookerChunk {
  readonly prepare: Prepare;
}
