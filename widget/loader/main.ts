import { sinkPrefix } from "../shared/booker.ts";
import type { Handraise, Options, QueuedCall, SubmitResult } from "./api.ts";
import { forgetHeld, onSubmitBubble, onSubmitCapture } from "./capture.ts";
import { on } from "./events.ts";
import { fieldsFrom, readFields } from "./fields.ts";
import { closeBooker, runJourney } from "./journey.ts";
import { toResume, unacknowledged } from "./keep.ts";
import { closest } from "./native.ts";
import { configure } from "./options.ts";
import { apiOrigin } from "./script-tag.ts";
import { send } from "./send.ts";
import { start } from "./start.ts";
import { touch, warm } from "./warm.ts";
import { isWatched } from "./watch.ts";

/** The package's version, put in by the build. */
declare const VERSION: string;

const submit = (source: HTMLFormElement | Readonly<Record<string, string>>, options?: Options): Promise<SubmitResult> => {
  if (options) configure(options);
  const form = source instanceof HTMLFormElement ? source : null;
  const started = start(source instanceof HTMLFormElement ? readFields(source, null) : fieldsFrom(source), form);
  void warm(form);
  return runJourney({ ...started, form, sink: null, settled: Promise.resolve() });
};

/** Sends what an earlier page could not, and shows the outcome of a submission that this tab has just left. */
const takeUp = (): void => {
  const resumed = toResume();
  if (resumed) {
    void warm(null);
    void runJourney({ id: resumed.id, sent: send(resumed), form: null, sink: null, settled: Promise.resolve() });
  }
  for (const submission of unacknowledged()) if (submission.id !== resumed?.id) void send(submission);
};

/** First focus in a watched form: the visitor is about to need the booker. */
const onFocus = ({ target }: FocusEvent): void => {
  const form = target instanceof Element ? closest(target, "form") : null;
  if (form instanceof HTMLFormElement && isWatched(form)) touch(form);
};

const replay = (api: Handraise, queue: readonly QueuedCall[]): void => {
  const methods = api as unknown as Record<string, (...args: readonly unknown[]) => unknown>;
  for (const [method, args, resolve] of queue) {
    const result = methods[method]?.(...args);
    resolve?.(result);
  }
};

const install = (): void => {
  const before = window.handraise;
  // Included twice, by the page and by a tag manager: the first one stays. The form's result in a sink is no page.
  if (!apiOrigin || (before && "version" in before) || window.name.startsWith(sinkPrefix)) return;
  const api: Handraise = { version: VERSION, on, submit, configure, q: { push: (call) => replay(api, [call]) } };
  window.handraise = api;
  window.addEventListener("submit", onSubmitCapture, true);
  window.addEventListener("submit", onSubmitBubble);
  window.addEventListener("focusin", onFocus, true);
  window.addEventListener("popstate", closeBooker);
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    forgetHeld();
    closeBooker();
  });
  // A field may have had the focus before the script came.
  if (document.activeElement) onFocus({ target: document.activeElement } as unknown as FocusEvent);
  // Before the page's own calls, whose submissions are no earlier page's.
  takeUp();
  replay(api, before?.q ?? []);
};

try {
  install();
} catch (error) {
  // Whatever is odd about this page, its forms go on without us.
  reportError(error);
}
