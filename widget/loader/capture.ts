import { attribute } from "../shared/attribute.ts";
import type { Sink } from "../shared/booker.ts";
import { type Field, holdsEmail, readFields } from "./fields.ts";
import { runJourney, sinkPatienceMs } from "./journey.ts";
import { type NativeSubmission, nativeSubmission } from "./native.ts";
import { option } from "./options.ts";
import { apiOrigin } from "./script-tag.ts";
import { wait } from "./send.ts";
import { start } from "./start.ts";
import { readyNow, warm } from "./warm.ts";
import { isWatched, looksRefused } from "./watch.ts";

interface Attempt {
  readonly form: HTMLFormElement;
  readonly submitter: Element | null;
  readonly fields: readonly Field[];
  /** Where the form goes, once the page is kept for it. */
  sink: Sink | null;
}

const attempts = new WeakMap<Event, Attempt>();
/** Values of forms whose own submission is in a sink that has not been answered yet. */
const held = new Map<HTMLFormElement, string>();

/** A page put back from the cache starts anew. */
export const forgetHeld = (): void => held.clear();

const isOwnWindow = (target: string): boolean =>
  /^(_self)?$/i.test(target) || (/^_(top|parent)$/i.test(target) && window.top === window) || target === window.name;

/**
 * Whether the page may be kept: only when the visitor can be brought to the form's own result afterwards, whatever
 * happens to our server.
 */
const mayHold = (form: HTMLFormElement, { method, target }: NativeSubmission, action: URL): boolean => {
  const hold = attribute(form, "data-handraise-hold") === "" ? "always" : option("hold", form);
  if (hold === "never" || method === "dialog" || !isOwnWindow(target)) return false;
  return hold === "always" || (method === "post" && action.origin === location.origin);
};

/** First of all listeners: reads the values before the page's own code resets the form. */
export const onSubmitCapture = (event: SubmitEvent): void => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !isWatched(form)) return;
  const { submitter } = event;
  const fields = readFields(form, submitter);
  if (held.get(form) === JSON.stringify(fields)) {
    // The first click's submission is still in its sink: a second one would reach the site's server twice.
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  if (!holdsEmail(fields)) return;
  const attempt: Attempt = { form, submitter, fields, sink: null };
  attempts.set(event, attempt);
  setTimeout(() => afterSubmit(event, attempt));
};

/** Last of all listeners, while the browser has not yet read where the form goes. */
export const onSubmitBubble = (event: SubmitEvent): void => {
  const attempt = attempts.get(event);
  if (!attempt || event.defaultPrevented) return;
  const { form, submitter, fields } = attempt;
  start(fields, form);
  const native = nativeSubmission(form, submitter);
  const ready = readyNow();
  if (!ready || !native.action || !mayHold(form, native, native.action)) return;
  const sink = ready.openSink(form, submitter, native.action);
  attempt.sink = sink;
  held.set(form, JSON.stringify(fields));
  void Promise.race([sink.answered, wait(sinkPatienceMs)]).then(() => held.delete(form));
};

/** The dispatch is over: now it is known who handles the form. */
const afterSubmit = (event: SubmitEvent, { form, submitter, fields, sink }: Attempt): void => {
  const byScript = event.defaultPrevented;
  if (byScript) {
    sink?.discard();
    if (looksRefused(form)) return;
  }
  const started = start(fields, form);
  const native = nativeSubmission(form, submitter);
  // A page that leaves is let go; the next one of this tab shows the outcome.
  if (!byScript && !sink && native.method !== "dialog" && isOwnWindow(native.target)) return;
  const since = performance.now();
  const settled = byScript ? warm(form).then((ready) => ready?.pageSettled(apiOrigin, since)) : Promise.resolve();
  void runJourney({ ...started, form, sink: byScript ? null : sink, settled });
};
