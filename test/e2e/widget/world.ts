import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { buildWidget } from "../../support/build-widget.ts";
import { type StubApi, startStubApi } from "../../support/stub-api.ts";
import { type Site, startSite } from "./site.ts";

/** A Monday afternoon, so that the stub's first times are tomorrow's. */
const now = Date.parse("2026-11-23T15:00:00Z");

/** Moves `Date` alone: a faked clock would take the timers and the performance entries too. */
const setNow = (at: number): void => {
  const ahead = at - Date.now();
  const Real = Date;
  class Shifted extends Real {
    constructor(...parts: []) {
      super(...((parts.length > 0 ? parts : [Real.now() + ahead]) as []));
    }
    static override now = (): number => Real.now() + ahead;
  }
  window.Date = Shifted as DateConstructor;
};

export const fields = `
  <label>Name <input name="name"></label>
  <label>Work e-mail <input type="email" name="email"></label>
  <button name="source" value="button">Send</button>`;

export interface World {
  readonly api: StubApi;
  readonly site: Site;
  readonly browser: Browser;
  /** The script tag as a marketer pastes it, with attributes if any. */
  tag(attributes?: string): string;
  /** A page of the site with this form and the script; returns its address. */
  put(
    body?: string,
    more?: { head?: string; tag?: string; headers?: Record<string, string>; lang?: string; path?: string },
  ): string;
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** One world a file: a stub of Handraise, a customer's site and a browser; every test starts with both servers as new. */
export const useWorld = (): World => {
  const world = {} as { -readonly [Key in keyof World]: World[Key] };
  beforeAll(async () => {
    const dist = await buildWidget();
    [world.api, world.site, world.browser] = await Promise.all([startStubApi(dist), startSite(), launchBrowser()]);
  });
  beforeEach(() => {
    world.api.reset();
    world.site.reset();
  });
  afterEach(async () => {
    for (const context of world.browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await world.browser?.close();
    await Promise.all([world.api?.close(), world.site?.close()]);
  });
  world.tag = (attributes = "") => `<script async src="${world.api.origin}/w/handraise.js" ${attributes}></script>`;
  world.put = (body = `<form method="post" action="/contact">${fields}</form>`, more = {}) =>
    world.site.page(more.path ?? "/page", {
      html: `<!doctype html><html lang="${more.lang ?? "en"}"><head><meta charset="utf-8"><title>Contact</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">${more.head ?? ""}</head>
        <body>${body}${more.tag ?? world.tag()}</body></html>`,
      ...(more.headers ? { headers: more.headers } : {}),
    });
  world.open = async (url, options = {}) => {
    const context = await world.browser.newContext({
      locale: "en-US",
      timezoneId: "Europe/Berlin",
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.addInitScript(setNow, now);
    await page.goto(url);
    return page;
  };
  return world;
};

/** Resolves when the widget's code, language and configuration have arrived. */
export const warmed = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const names = performance.getEntriesByType("resource").map((entry) => entry.name);
    return [/\/w\/[a-z]{2}-/, /\/w\/hold-/, /\/v1\/config$/].every((one) => names.some((name) => one.test(name)));
  });
  // What arrived is taken up by promises; a timer comes after those.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
};

/** Fills the form the way a visitor does. */
export const fillIn = async (page: Page): Promise<void> => {
  await page.locator("[name=name]").first().fill("Ada");
  await page.locator("[type=email]").first().fill("ada@engines.example");
};

export const send = (page: Page): Promise<void> => page.getByRole("button", { name: "Send" }).click();

/** Fills and sends a form whose page the widget is ready to keep. */
export const submitWarm = async (page: Page): Promise<void> => {
  await fillIn(page);
  await warmed(page);
  await send(page);
};

export const dialog = (page: Page): Locator => page.locator(".handraise dialog");
export const heading = (page: Page): Locator => page.locator(".handraise h2");
export const times = (page: Page): Locator => page.locator(".handraise .time");

/** From a page with a form to the times. */
export const submitForTimes = async (page: Page): Promise<void> => {
  await submitWarm(page);
  await times(page).first().waitFor();
};
