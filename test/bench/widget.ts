import type { Browser, Page } from "playwright-core";
import { startSite } from "../e2e/widget/site.ts";
import { warmed } from "../e2e/widget/world.ts";
import { launchBrowser } from "../support/browser.ts";
import { buildWidget } from "../support/build-widget.ts";
import { startStubApi } from "../support/stub-api.ts";
import { domTwin } from "./dom-twin.ts";
import { median } from "./load.ts";
import type { BenchRow } from "./row.ts";

const rounds = 25;

/** Milliseconds from the form's submit event until the first time button has been painted; runs in the page before the click. */
function watchSubmit(): void {
  const shown = () =>
    [document, ...[...document.querySelectorAll(".handraise")].map((host) => host.shadowRoot)].some((root) =>
      root?.querySelector(".time"),
    );
  const painted = new Promise<number>((resolve) => {
    // A message comes right after the frame; a timer would wait for whatever the form's own result does next.
    const { port1, port2 } = new MessageChannel();
    document.addEventListener(
      "submit",
      () => {
        const since = performance.now();
        port1.onmessage = () => resolve(performance.now() - since);
        const look = () => {
          if (shown()) port2.postMessage(null);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  });
  Object.assign(window, { painted });
}

/** One visit in a browser of its own, as an open booker follows its tab: types as a visitor does, lets what is warmed on focus arrive, and submits. */
async function visit(browser: Browser, url: string, ready: (page: Page) => Promise<void>): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("[name=email]").fill("ada@engines.example");
  await ready(page);
  await page.evaluate(watchSubmit);
  await page.locator("form button").click();
  const ms = await page.evaluate<number>("painted");
  await context.close();
  return ms;
}

/** Submit → times painted in Chromium, beside the same written by hand, round by round. */
export async function benchWidget(): Promise<BenchRow[]> {
  const [api, site, browser] = await Promise.all([buildWidget().then(startStubApi), startSite(), launchBrowser()]);
  const form =
    '<form method="post" action="/contact"><input name="name" value="Ada"><input type="email" name="email"><button>Send</button></form>';
  const page = (script: string) => ({ html: `<!doctype html><meta charset="utf-8"><title>Contact</title>${form}${script}` });
  const ours = site.page("/ours", page(`<script async src="${api.origin}/w/handraise.js"></script>`));
  const twin = site.page("/twin", page(`<script>(${domTwin.toString()})(${JSON.stringify(api.origin)})</script>`));
  try {
    const figures: { ours: number; twin: number }[] = [];
    for (let round = -3; round < rounds; round++) {
      const pair = { ours: await visit(browser, ours, warmed), twin: await visit(browser, twin, async () => {}) };
      if (round >= 0) figures.push(pair);
    }
    return [
      { name: "submit → times painted, hand-written DOM", value: median(figures.map((pair) => pair.twin)), unit: "ms" },
      { name: "submit → times painted, widget", value: median(figures.map((pair) => pair.ours)), unit: "ms" },
      {
        name: "submit → times painted, widget beside the twin",
        value: median(figures.map((pair) => pair.ours / pair.twin)),
        unit: "×",
        ratioOf: "twin",
        limit: 1.5,
      },
      {
        name: "requests to the server from submit to times",
        value: api.requests.filter(({ method }) => method === "POST" || method === "OPTIONS").length / (2 * (rounds + 3)),
        unit: "requests",
        limit: 1,
      },
    ];
  } finally {
    await browser.close();
    await Promise.all([api.close(), site.close()]);
  }
}
