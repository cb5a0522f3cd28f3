import type { SubmissionAnswer } from "../../server/contract/public.ts";
import type { Booker, BookerInput, Sink } from "../shared/booker.ts";
import type { ErrorReason, SubmitResult } from "./api.ts";
import { emit } from "./events.ts";
import { forget } from "./keep.ts";
import { parseUrl } from "./native.ts";
import { option } from "./options.ts";
import { apiOrigin } from "./script-tag.ts";
import { type Sent, wait } from "./send.ts";
import { readyNow, warm } from "./warm.ts";

/** Longest wait for our own answer; then the page goes on as if Handraise were not there. */
const patienceMs = 4_000;
/** A faster answer is shown without a skeleton before it. */
const skeletonAfterMs = 120;
/** A form's own server that takes longer than this has the request all the same. */
export const sinkPatienceMs = 10_000;

export interface Journey {
  readonly id: string;
  readonly sent: Promise<Sent>;
  readonly form: HTMLFormElement | null;
  /** Holds the form's own submission, if the page is kept for it. */
  readonly sink: Sink | null;
  /** The page's own work with the form that must not be cut off. */
  readonly settled: Promise<void>;
}

interface Open {
  readonly booker: Booker;
  readonly closed: Promise<{ readonly booked: boolean }>;
}

let current: Booker | null = null;

/** Closes what is open; for a page that was left or put back. */
export const closeBooker = (): void => current?.close();

const openBooker = (journey: Journey, answer: SubmissionAnswer | null): Open | null => {
  const ready = readyNow();
  if (!ready) return null;
  closeBooker();
  const selector = option("target", journey.form);
  let booked = false;
  let done: ((end: { booked: boolean }) => void) | undefined;
  const closed = new Promise<{ booked: boolean }>((resolve) => {
    done = resolve;
  });
  const input: BookerInput = {
    origin: apiOrigin,
    config: ready.config,
    theme: option("theme", journey.form),
    target: selector ? document.querySelector(selector) : null,
    booked: (meeting) => {
      booked = true;
      forget();
      emit("booked", { submissionId: journey.id, ...meeting });
    },
    failed: () => emit("error", { submissionId: journey.id, reason: "booking_failed" }),
    closed: () => {
      current = null;
      done?.({ booked });
    },
  };
  const booker = ready.open(input, answer);
  current = booker;
  return { booker, closed };
};

const announce = (id: string, answer: SubmissionAnswer): void => {
  if (answer.outcome === "offered") {
    const { meetingType, times } = answer.offer;
    const count = times.firstMinute === null ? 0 : times.deltas.length + 1;
    emit("offered", { submissionId: id, meetingType: meetingType.name, times: count, talkNow: !!answer.talkNow });
  } else if (answer.outcome === "redirect") emit("redirect", { submissionId: id, url: answer.url });
  else emit(answer.outcome, { submissionId: id });
};

/** What has something to show; `fallback` leaves the word to the form's own result. */
const isShown = (answer: SubmissionAnswer): boolean =>
  answer.outcome === "offered" || ((answer.outcome === "message" || answer.outcome === "disqualified") && answer.text !== "");

const close = (open: Open | null): void => open?.booker.close();

const nothingShown = Promise.resolve({ booked: false });

/**
 * Brings the visitor on to the form's own result. One that cannot be read is said in words where the lead may well have
 * arrived; a visitor whose connection is broken sees what the browser says.
 */
const goOn = async (journey: Journey, answer: SubmissionAnswer | null, reason?: ErrorReason): Promise<void> => {
  const { sink } = journey;
  if (!sink || (await sink.land())) return;
  try {
    const shown = answer ?? { submissionId: journey.id, leadId: "", outcome: "message", text: "" };
    if (reason !== "unreachable" && openBooker(journey, shown)) return;
  } catch (error) {
    reportError(error);
  }
  sink.reveal();
};

const failed = (journey: Journey, reason: ErrorReason, open: Open | null): SubmitResult => {
  emit("error", { submissionId: journey.id, reason });
  close(open);
  void goOn(journey, null, reason);
  return { outcome: "failed", submissionId: journey.id, finished: nothingShown };
};

const followRedirect = async (journey: Journey, address: string, open: Open | null): Promise<void> => {
  const url = parseUrl(address);
  if (journey.sink) await Promise.race([journey.sink.answered, wait(sinkPatienceMs)]);
  close(open);
  forget();
  if (url) location.assign(url.href);
  else await goOn(journey, null);
};

/** What follows when the visitor has seen the answer. */
const untilClosed = (journey: Journey, open: Open): Open["closed"] => {
  void open.closed.then(({ booked }) => {
    forget();
    emit("closed", { submissionId: journey.id, booked });
    if (option("after", journey.form) !== "stay") void journey.sink?.land();
  });
  return open.closed;
};

const running = new Map<string, Promise<SubmitResult>>();

/** From a submission on its way to its outcome on a page that stays, once for a submission at a time. Never rejects. */
export const runJourney = (journey: Journey): Promise<SubmitResult> => {
  const known = running.get(journey.id);
  if (known) return known;
  const result = walk(journey);
  running.set(journey.id, result);
  void result.then(({ finished }) => finished).then(() => running.delete(journey.id));
  return result;
};

const walk = async (journey: Journey): Promise<SubmitResult> => {
  let open = null as Open | null;
  let given = false;
  const skeleton = setTimeout(() => {
    if (!journey.sink) return;
    open = openBooker(journey, null);
    void open?.closed.then(() => {
      // Closed before there was anything to show: the visitor wants to go on.
      if (!given) void journey.sink?.land();
      given = true;
    });
  }, skeletonAfterMs);
  const [sent] = await Promise.all([
    Promise.race([journey.sent, wait(patienceMs).then((): Sent => ({ failed: "timeout" }))]),
    journey.settled,
  ]);
  clearTimeout(skeleton);
  if (given) return { outcome: "failed", submissionId: journey.id, finished: nothingShown };
  given = true;
  if ("failed" in sent) return failed(journey, sent.failed, open);

  const { answer } = sent;
  announce(journey.id, answer);
  const result = { outcome: answer.outcome, submissionId: journey.id };
  if (answer.outcome === "redirect") {
    void followRedirect(journey, answer.url, open);
    return { ...result, url: answer.url, finished: nothingShown };
  }
  const text = "text" in answer ? { text: answer.text } : {};
  if (!isShown(answer)) {
    close(open);
    forget();
    void goOn(journey, answer);
    return { ...result, ...text, finished: nothingShown };
  }
  await warm(journey.form);
  try {
    if (open) open.booker.show(answer);
    else open = openBooker(journey, answer);
    if (open) return { ...result, ...text, finished: untilClosed(journey, open) };
  } catch (error) {
    reportError(error);
  }
  return failed(journey, "booker_failed", open);
};
