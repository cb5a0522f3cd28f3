import type { WidgetConfig } from "../../server/contract/public.ts";
import type { BookerChunk, Prepared } from "../shared/booker.ts";
import { closest } from "./native.ts";
import { option } from "./options.ts";
import { scriptBase } from "./script-tag.ts";
import { get } from "./send.ts";

/** File name of the booker's chunk, put in by the build. */
declare const BOOKING_CHUNK: string;

export interface Ready extends Prepared {
  readonly config: WidgetConfig;
}

/** An answer older than this says nothing about whether the server is there now. */
const freshMs = 10 * 60_000;

let ready: Ready | null = null;
let readyAt = 0;
let warming: Promise<Ready | null> | null = null;

const isConfig = (value: unknown): value is WidgetConfig =>
  typeof value === "object" && value !== null && typeof (value as { company?: unknown }).company === "string";

/** The page's language where the form stands, then the visitor's. */
const languages = (form: Element | null): string[] =>
  [
    option("lang", form),
    (form && closest(form, "[lang]"))?.getAttribute("lang"),
    document.documentElement.lang,
    ...navigator.languages,
  ].filter((language) => language) as string[];

const load = async (form: Element | null): Promise<Ready | null> => {
  try {
    const chunk = import(/* @vite-ignore */ scriptBase + BOOKING_CHUNK) as Promise<BookerChunk>;
    const [config, prepared] = await Promise.all([get("/v1/config"), chunk.then(({ prepare }) => prepare(languages(form)))]);
    if (!isConfig(config)) return null;
    ready = { config, ...prepared };
    readyAt = Date.now();
    return ready;
  } catch {
    return null;
  } finally {
    warming = null;
  }
};

/** When the visitor first was in a watched form, as `performance.now()` says it; 0 before. */
export let touchedAt = 0;

/** The visitor is in a watched form. */
export const touch = (form: Element): void => {
  touchedAt ||= performance.now();
  void warm(form);
};

/** Loads configuration and code; nothing that the visitor typed is part of it. Null when the server cannot be used. */
export const warm = (form: Element | null): Promise<Ready | null> => {
  if (ready && Date.now() - readyAt < freshMs) return Promise.resolve(ready);
  warming ??= load(form);
  return warming;
};

/** The booker, if it could open this very moment and the server answered lately. */
export const readyNow = (): Ready | null => (ready && Date.now() - readyAt < freshMs && navigator.onLine ? ready : null);
