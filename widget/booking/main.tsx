import { render } from "preact";
import type { SubmissionAnswer } from "../../server/contract/public.ts";
import type { Booker, BookerInput, Prepare } from "../shared/booker.ts";
import { localeFor } from "../shared/format.ts";
import { loadTexts } from "../shared/load-texts.ts";
import css from "../shared/style.css?inline";
import type { Texts } from "../shared/texts/en.ts";
import { dress } from "../shared/theme.ts";
import { createActions } from "./actions.ts";
import { firstState, takeOffer } from "./state.ts";
import { Panel, type Steps } from "./view.tsx";

/** Styles come as a constructed sheet, which every content policy allows. */
const adopt = (root: ShadowRoot, css: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets.push(sheet);
};

/** A shadow root under `parent`. */
const createHost = (
  parent: Element,
  { config, theme }: BookerInput,
  language: string,
): { host: HTMLElement; root: ShadowRoot } => {
  // A name of its own, so that no rule of the page for its own elements is meant.
  const host = document.createElement("handraise-booker");
  host.className = "handraise";
  host.lang = language.split("-")[0] ?? "en";
  const root = host.attachShadow({ mode: "open" });
  adopt(root, css);
  parent.append(host);
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

const openBooker = (input: BookerInput, texts: Texts, language: string): Booker => {
  const { target } = input;
  const { host, root } = createHost(target ?? document.body, input, language);
  const state = firstState(localeFor(language));
  const unlock = target ? () => {} : lockScroll();
  const focused = document.activeElement;
  let open = true;
  let steps: Steps | null = null;
  const loadSteps = async (): Promise<void> => {
    if (steps) return;
    const { later } = await import("./steps.tsx");
    if (!steps) adopt(root, later.css); // Two calls may wait for one chunk.
    steps = later;
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
    const panel = <Panel {...{ state, actions, texts, input, close, paint, steps }} />;
    const label = state.offer?.rep ? texts.withRep.replace("{name}", state.offer.rep.name) : texts.title;
    render(
      target ? (
        <section class="inline" aria-label={label}>
          {panel}
        </section>
      ) : (
        <dialog aria-label={label} onClose={close}>
          {panel}
        </dialog>
      ),
      root,
    );
    if (focus) root.querySelector<HTMLElement>(focus)?.focus();
  };
  const actions = createActions({ state, input, paint, loadSteps });

  try {
    paint();
    root.querySelector("dialog")?.showModal();
    if (!target) root.querySelector<HTMLElement>("h2")?.focus();
  } catch (error) {
    close();
    throw error;
  }
  return {
    close,
    show: (answer: SubmissionAnswer) => {
      if (answer.outcome === "offered") takeOffer(state, answer.offer);
      else Object.assign(state, { step: "notice", text: "text" in answer ? answer.text : "" });
      paint(target ? undefined : "h2");
      // One that does not arrive is asked for again when a time is chosen.
      if (state.step === "pick") loadSteps().catch(() => {});
    },
  };
};

/** Loads the language and what keeps the page. */
export const prepare: Prepare = async (languages) => {
  const [{ texts, language }, { openSink }] = await Promise.all([loadTexts(languages), import("../hold/sink.ts")]);
  return { open: (input) => openBooker(input, texts, language), openSink };
};
