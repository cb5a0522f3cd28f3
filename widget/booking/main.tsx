import { render } from "preact";
import type { SubmissionAnswer } from "../../server/contract/public.ts";
import type { Booker, BookerInput, Prepare } from "../shared/booker.ts";
import { createFormat, type Format, localeFor, visitorZone } from "../shared/format.ts";
import { loadTexts } from "../shared/load-texts.ts";
import css from "../shared/style.css?inline";
import type { Texts } from "../shared/texts/en.ts";
import { dress } from "../shared/theme.ts";
import { createActions } from "./actions.ts";
import { firstState, takeOffer } from "./state.ts";
import { Frame, type Later } from "./view.tsx";

/** Styles come as a constructed sheet, which every content policy allows. */
const sheetOf = (css: string): CSSStyleSheet => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
};

/** Parsed when the code arrives, which is before anybody waits for it. */
const sheet = sheetOf(css);

/** A shadow root that stands nowhere yet. */
const createHost = ({ config, theme }: BookerInput, language: string): { host: HTMLElement; root: ShadowRoot } => {
  // A name of its own, so that no rule of the page for its own elements is meant.
  const host = document.createElement("handraise-booker");
  host.className = "handraise";
  host.lang = language.split("-")[0] ?? "en";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets.push(sheet);
  dress(host, config.accent, theme);
  return { host, root };
};

/** Keeps the page behind the dialog still, without the jump of a vanishing scrollbar. */
const lockScroll = (): (() => void) => {
  const { style, clientWidth } = document.documentElement;
  const { overflow, scrollbarGutter } = style;
  if (window.innerWidth > clientWidth) style.scrollbarGutter = "stable";
  style.overflow = "hidden";
  return () => Object.assign(style, { overflow, scrollbarGutter });
};

/** What every booker of the page is made with. */
interface Made {
  readonly texts: Texts;
  readonly language: string;
  readonly format: Format;
}

const openBooker = ({ texts, language, format }: Made, input: BookerInput, answer: SubmissionAnswer | null): Booker => {
  const { target } = input;
  const { host, root } = createHost(input, language);
  const state = firstState(format);
  // Measures the page, which costs little as long as nothing of ours is in it.
  const unlock = target ? () => {} : lockScroll();
  const focused = document.activeElement;
  const title = target ? undefined : "h2";
  let open = true;
  let later: Later | null = null;
  const loadLater = async (): Promise<void> => {
    const [{ steps }, { laterTexts }] = await Promise.all([import("./steps.tsx"), texts.later()]);
    if (later) return; // Two calls may wait for one chunk.
    root.adoptedStyleSheets.push(sheetOf(steps.css));
    later = { ...steps, words: laterTexts };
    paint();
  };

  const close = (): void => {
    if (!open) return;
    open = false;
    root.querySelector("dialog")?.close();
    host.remove();
    unlock();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    input.closed();
  };
  const paint = (focus?: string): void => {
    if (!open) return;
    render(<Frame {...{ state, actions, texts, input, close, paint, later }} />, root);
    if (focus) root.querySelector<HTMLElement>(focus)?.focus();
  };
  const actions = createActions({ state, texts, input, paint, loadLater });
  const showWords = async (): Promise<void> => {
    await loadLater();
    state.step = state.offer ? "empty" : "notice";
    paint(title);
  };
  const take = (given: SubmissionAnswer): void => {
    if (given.outcome === "offered") takeOffer(state, given.offer);
    else state.text = "text" in given ? given.text : "";
    if (state.step !== "pick") showWords().catch(close);
  };

  try {
    if (answer) take(answer);
    paint();
    (target ?? document.body).append(host);
    root.querySelector("dialog")?.showModal();
  } catch (error) {
    close();
    throw error;
  }
  // After the frame that shows the booker; what does not arrive is asked for again when it is needed.
  requestAnimationFrame(() => setTimeout(() => loadLater().catch(() => {})));
  return {
    close,
    show: (given) => {
      take(given);
      paint(title);
    },
  };
};

/** Loads the language and what looks after the form. */
export const prepare: Prepare = async (languages) => {
  const [{ texts, language }, { hold }] = await Promise.all([loadTexts(languages), import("../hold/hold.ts")]);
  // Intl takes its time, which is there while the visitor types.
  const format = createFormat(localeFor(language), visitorZone());
  return { open: (input, answer) => openBooker({ texts, language, format }, input, answer), ...hold };
};
