import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Knobs } from "../../support/stub-api.ts";
import { dialog, fillIn, send, submitForTimes, submitWarm, times, useWorld, warmed } from "./world.ts";

const world = useWorld();
const native = { method: "POST", path: "/contact", body: "name=Ada&email=ada%40engines.example&source=button" };

/** The form reached the site's own server once, and the visitor is on its result page. */
const expectUntouched = async (page: Page): Promise<void> => {
  await page.waitForURL(`${world.site.origin}/thanks`);
  await page.getByText("Thank you from the site").waitFor();
  await expect.poll(() => world.site.posted).toEqual([native]);
};

const refused = "http://127.0.0.1:9";

describe("before the widget is ready, a form behaves as if it were not there", () => {
  it.each<[string, Partial<Knobs>]>([
    ["the script is gone", { script: "missing" }],
    ["the script throws", { script: "throws" }],
    ["the booker's code is gone", { script: "no-chunks" }],
    ["the configuration fails", { config: "error" }],
    ["the configuration is another server's page", { config: "wrong" }],
    ["the configuration is slow", { delayMs: { config: 5_000, submission: 0, booking: 0 } }],
  ])("%s", async (_, knobs) => {
    Object.assign(world.api.knobs, knobs);
    const page = await world.open(world.put());
    await fillIn(page);
    await send(page);
    await expectUntouched(page);
  });

  it.each(["hold", "en"])("the code of %s is gone", async (chunk) => {
    const page = await world.open(world.put());
    await page.route(`**/w/${chunk}-*`, (route) => route.abort());
    const asked = page.waitForRequest(`**/w/${chunk}-*`);
    await fillIn(page);
    await asked;
    await send(page);
    await expectUntouched(page);
  });

  it("the server of the script does not answer at all", async () => {
    const page = await world.open(world.put(undefined, { tag: `<script async src="${refused}/w/handraise.js"></script>` }));
    await fillIn(page);
    await send(page);
    await expectUntouched(page);
  });

  it.each([
    ["scripts of others", "script-src 'self'"],
    ["connections to others", "connect-src 'self'"],
  ])("the page's policy forbids %s", async (_, policy) => {
    const page = await world.open(world.put(undefined, { headers: { "content-security-policy": policy } }));
    await fillIn(page);
    await send(page);
    await expectUntouched(page);
  });
});

describe("when the server fails after the page was kept, the visitor still lands on the form's own result", () => {
  it.each<[string, Partial<Knobs>]>([
    ["an error", { submission: "error" }],
    ["a refusal", { submission: "refused" }],
    ["an answer of another shape", { submission: "wrong" }],
    ["an offer that cannot be shown", { submission: "broken" }],
    ["no answer for seconds", { delayMs: { submission: 30_000, config: 0, booking: 0 } }],
  ])("%s", async (_, knobs) => {
    Object.assign(world.api.knobs, knobs);
    const page = await world.open(world.put());
    await submitWarm(page);
    await expectUntouched(page);
  });

  it("the connection breaks", async () => {
    const page = await world.open(world.put());
    await fillIn(page);
    await warmed(page);
    await page.route("**/v1/submissions", (route) => route.abort());
    await send(page);
    await expectUntouched(page);
  });

  it("sees a result that is the answer to the POST itself, without a second POST", async () => {
    world.api.knobs.submission = "error";
    world.site.reply = { status: 200, headers: {}, body: "<title>Got it</title><h1>Reference 4711</h1>", delayMs: 0 };
    const page = await world.open(world.put());
    await submitWarm(page);
    const frame = page.frameLocator("html > iframe");
    await frame.getByText("Reference 4711").waitFor();
    expect(await page.title()).toBe("Got it");
    expect(await frame.locator("h1").isVisible()).toBe(true);
    await expect.poll(() => world.site.posted).toEqual([native]);
  });

  it("is told that the message arrived when the result forbids to be shown in a frame", async () => {
    world.api.knobs.submission = "error";
    world.site.reply = { status: 200, headers: { "x-frame-options": "DENY" }, body: "<h1>Reference 4711</h1>", delayMs: 0 };
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.getByText("We have your message.").waitFor();
    expect(await page.locator("html > iframe").isVisible()).toBe(false);
    await expect.poll(() => world.site.posted).toEqual([native]);
  });

  it("sees what the browser says when neither server can be reached", async () => {
    const page = await world.open(world.put());
    await fillIn(page);
    await warmed(page);
    await page.route("**/v1/submissions", (route) => route.abort());
    await page.route("**/contact", (route) => route.abort());
    await send(page);
    await page.locator("html > iframe").waitFor({ state: "visible" });
    expect(world.site.posted).toEqual([]);
  });

  it("waits for a slow site as long as the browser would have", async () => {
    world.api.knobs.submission = "error";
    world.site.reply.delayMs = 2_500;
    const page = await world.open(world.put());
    await submitWarm(page);
    await expectUntouched(page);
  });

  it("goes on at once when the visitor closes the booker while it still looks for times", async () => {
    world.api.knobs.delayMs.submission = 30_000;
    const page = await world.open(world.put());
    await submitWarm(page);
    await dialog(page).waitFor();
    await page.keyboard.press("Escape");
    await expectUntouched(page);
  });
});

describe("a lead that could not be delivered", () => {
  it("is sent again by the next page, as the same request", async () => {
    world.api.knobs.submission = "error";
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.waitForURL(/thanks/);
    world.api.knobs.submission = "fallback";
    const before = world.api.sent("/v1/submissions");
    await page.goto(world.put(undefined, { path: "/other" }));
    await expect.poll(() => world.api.sent("/v1/submissions").length).toBeGreaterThan(before.length);
    expect(world.api.sent("/v1/submissions").at(-1)).toEqual(before[0]);
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
  });

  it("leaves no copy in the browser once it was acknowledged", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.keyboard.press("Escape");
    await page.waitForURL(/thanks/);
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it("is not kept in the browser where the site turned that off", async () => {
    world.api.knobs.submission = "error";
    const page = await world.open(world.put(undefined, { tag: world.tag('data-handraise-store="off"') }));
    await submitWarm(page);
    await page.waitForURL(/thanks/);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
});

describe("a form whose page could not be kept", () => {
  it("shows its outcome on the page that the form leads to, for the same submission", async () => {
    world.site.page("/thanks", { html: `<!doctype html><html lang="en"><h1>Thank you from the site</h1>${world.tag()}` });
    world.api.knobs.delayMs.config = 700;
    const page = await world.open(world.put());
    await fillIn(page);
    await send(page);
    await expectUntouched(page);
    await times(page).first().waitFor();
    const ids = new Set(world.api.sent("/v1/submissions").map(({ id }) => id));
    expect(ids.size).toBe(1);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("Thank you from the site").waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });
});
