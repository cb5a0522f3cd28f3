import { render } from "preact";
import type { WidgetConfig } from "../../server/contract/public.ts";
import { createFormat, localeFor, visitorZone } from "../shared/format.ts";
import { loadTexts } from "../shared/load-texts.ts";
import stepsCss from "../shared/steps.css?inline";
import css from "../shared/style.css?inline";
import { dress } from "../shared/theme.ts";
import pageCss from "./page.css?inline";
import { createActions, firstState } from "./state.ts";
import { manageTexts } from "./texts.ts";
import { Page } from "./view.tsx";

/** Name and colour are an ornament here: without them the page still works. */
const loadConfig = async (): Promise<WidgetConfig> => {
  try {
    const response = await fetch("/v1/config");
    const config = (await response.json()) as Partial<WidgetConfig>;
    return { company: config.company ?? "", accent: config.accent ?? null };
  } catch {
    return { company: "", accent: null };
  }
};

const createRoot = (): { host: HTMLElement; root: ShadowRoot } => {
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheets = [css, stepsCss, pageCss].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.adoptedStyleSheets = sheets;
  document.body.style.margin = "0";
  document.body.append(host);
  return { host, root };
};

const start = async (): Promise<void> => {
  const [{ texts, language }, config] = await Promise.all([loadTexts(navigator.languages), loadConfig()]);
  const { laterTexts: words } = await texts.later();
  const code = language.toLowerCase().split("-")[0] ?? "en";
  const own = manageTexts[code] ?? manageTexts.en;
  if (!own) return;
  document.documentElement.lang = code;
  document.title = [own.title, config.company].filter(Boolean).join(" · ");
  const { host, root } = createRoot();
  dress(host, config.accent, matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

  const state = firstState(createFormat(localeFor(language), visitorZone()));
  const paint = (focus?: string): void => {
    render(<Page {...{ state, actions, texts, words, own, config }} />, root);
    if (focus) root.querySelector<HTMLElement>(focus)?.focus();
  };
  const actions = createActions(state, paint);
  window.addEventListener("hashchange", () => location.reload());
  await actions.load();
};

void start();
