import { describe, expect, it } from "vitest";
import { dialog, fields, heading, submitForTimes, submitWarm, times, useWorld } from "./world.ts";

const world = useWorld();
const thanks = () => `${world.site.origin}/thanks`;

describe("a visitor who submits an ordinary form", () => {
  it("books a time in the page, and the site's own server has the form once, with its button", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    expect(page.url()).toMatch(/\/page$/);
    await times(page).nth(2).click();
    await expect.poll(() => heading(page).textContent()).toBe("Confirm your meeting");
    expect(await page.locator(".handraise [name=email]").inputValue()).toBe("ada@engines.example");
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();

    await expect
      .poll(() => world.site.posted)
      .toEqual([{ method: "POST", path: "/contact", body: "name=Ada&email=ada%40engines.example&source=button" }]);
    expect(world.api.sent("/v1/submissions")).toHaveLength(1);
    expect(world.api.sent("/v1/bookings")).toMatchObject([
      {
        token: "offer-token",
        start: "2026-11-24T10:30:00.000Z",
        timeZone: "Europe/Berlin",
        name: "Ada Byron",
        email: "ada@engines.example",
      },
    ]);
  });

  it("is brought to the form's own result when the booker is closed, and the form is not sent again", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    await page.getByRole("button", { name: "Close" }).click();
    await page.waitForURL(thanks());
    await expect.poll(() => world.site.posted).toHaveLength(1);
  });

  it("stays on the page after the booker where the site asks for that", async () => {
    const page = await world.open(world.put(undefined, { tag: world.tag('data-handraise-after="stay"') }));
    await submitForTimes(page);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    expect(page.url()).toMatch(/\/page$/);
  });

  it("sees the booker inside the element that the site names", async () => {
    const page = await world.open(
      world.put(`<form method="post" action="/contact" data-handraise-target="#here">${fields}</form><div id="here"></div>`),
    );
    await submitForTimes(page);
    expect(await page.locator("#here .handraise section[aria-label^=Meet]").count()).toBe(1);
    expect(await dialog(page).count()).toBe(0);
  });

  it("gets the event as a file and as a link to a calendar, and a link to change it", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Calendar file" }).click()]);
    expect(file.suggestedFilename()).toBe("meeting.ics");
    const google = new URL((await page.getByRole("link", { name: "Google Calendar" }).getAttribute("href")) ?? "");
    expect(google.searchParams.get("dates")).toBe("20261124T090000Z/20261124T093000Z");
    expect(await page.getByRole("link", { name: "Reschedule or cancel" }).getAttribute("href")).toContain("/manage#");
  });
});

describe("the outcomes that are no offer", () => {
  it("follows a redirect after the site's own server has the form", async () => {
    const target = world.site.page("/pricing", { html: "<h1>Pricing</h1>" });
    Object.assign(world.api.knobs, { submission: "redirect", redirectUrl: target });
    world.site.reply.delayMs = 300;
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.waitForURL(target);
    await expect.poll(() => world.site.posted).toHaveLength(1);
  });

  it("never follows an address that is not http or https", async () => {
    Object.assign(world.api.knobs, { submission: "redirect", redirectUrl: "javascript:document.title='owned'" });
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.waitForURL(thanks());
    expect(await page.title()).toBe("Thanks");
  });

  it.each(["message", "disqualified"] as const)("shows the words of a %s, then the form's own result", async (submission) => {
    world.api.knobs.submission = submission;
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.getByText("Our guides for students").waitFor();
    await page.locator(".handraise .primary").click();
    await page.waitForURL(thanks());
    await expect.poll(() => world.site.posted).toHaveLength(1);
  });

  it("leaves the word to the form's own result when there is nothing to offer", async () => {
    world.api.knobs.submission = "fallback";
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.waitForURL(thanks());
    await expect.poll(() => world.site.posted).toHaveLength(1);
  });

  it("says so when there are no free times", async () => {
    world.api.knobs.submission = "empty";
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.getByRole("heading", { name: "No free times right now" }).waitFor();
  });
});

describe("a booking that does not go through", () => {
  it("offers fresh times in place when the time was just taken", async () => {
    world.api.knobs.booking = "taken";
    const page = await world.open(world.put());
    await submitForTimes(page);
    const before = await times(page).first().textContent();
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("That time was just taken").waitFor();
    expect(await times(page).first().textContent()).not.toBe(before);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
  });

  it("keeps what was typed and tries the same booking again after an error", async () => {
    world.api.knobs.booking = "error";
    const page = await world.open(world.put());
    await submitForTimes(page);
    await times(page).first().click();
    await page.locator(".handraise [name=name]").fill("Ada King");
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("We could not reach the calendar").waitFor();
    world.api.knobs.booking = "booked";
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    const [first, second] = world.api.sent("/v1/bookings");
    expect(second).toEqual(first);
    expect(second).toMatchObject({ name: "Ada King" });
  });

  it("keeps the times and tries again when the next step's code did not arrive", async () => {
    const page = await world.open(world.put());
    await page.route("**/w/steps-*", (route) => route.abort());
    await submitForTimes(page);
    await times(page).nth(2).click();
    const retry = page.getByRole("button", { name: "Try again" });
    await retry.waitFor();
    expect(await retry.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(true);
    expect(await times(page).count()).toBeGreaterThan(2);
    await page.unroute("**/w/steps-*");
    await retry.click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    expect(world.api.sent("/v1/bookings")).toMatchObject([{ start: "2026-11-24T10:30:00.000Z" }]);
  });

  it("says that an offer has expired", async () => {
    world.api.knobs.booking = "expired";
    const page = await world.open(world.put());
    await submitForTimes(page);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("These times have expired").waitFor();
    expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
  });

  it("asks for a name and an address that can be one before anything is sent", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    await times(page).first().click();
    await page.locator(".handraise [name=email]").fill("nobody");
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("Please check this e-mail address").waitFor();
    expect(world.api.sent("/v1/bookings")).toHaveLength(0);
  });

  it("names the other rep when that one took the meeting", async () => {
    world.api.knobs.booking = "moved";
    const page = await world.open(world.put());
    await submitForTimes(page);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("You will meet Jonas Weber").waitFor();
    expect(await page.locator(".handraise .rep b").textContent()).toBe("Jonas Weber");
  });
});

describe("times", () => {
  it.each([
    ["Europe/Berlin", "de-DE", "10:00"],
    ["America/New_York", "en-US", "4:00 AM"],
    ["Asia/Kolkata", "en-IN", "2:30 pm"],
  ])("are the visitor's own: %s, %s", async (timezoneId, locale, first) => {
    const page = await world.open(world.put(undefined, { lang: locale.slice(0, 2) }), { timezoneId, locale });
    await submitForTimes(page);
    expect((await times(page).first().textContent())?.replaceAll("\u202f", " ")).toBe(first);
  });

  it("follow the zone that the visitor chooses, and the booking says which", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    const zone = page.getByRole("combobox", { name: "Time zone" });
    await zone.focus();
    await zone.selectOption("Asia/Tokyo");
    await expect.poll(async () => (await times(page).first().textContent())?.replaceAll("\u202f", " ")).toBe("6:00 PM");
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    expect(world.api.sent("/v1/bookings")).toMatchObject([{ start: "2026-11-24T09:00:00.000Z", timeZone: "Asia/Tokyo" }]);
  });
});
