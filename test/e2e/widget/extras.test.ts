import { describe, expect, it } from "vitest";
import { axeFindings } from "../../support/axe-findings.ts";
import { heading, submitForTimes, times, useWorld } from "./world.ts";

const world = useWorld();
const questions = [
  { id: "team", label: "How many are you?", kind: "choice", options: ["1–10", "11–50", "more"], required: true },
  { id: "phone", label: "Your number", kind: "phone" },
  { id: "topic", label: "What would you like to see?", kind: "text" },
] as const;
const extras = { lengths: [15, 30, 60], questions, guests: 2 };
const body = `<main><h1>Contact</h1><form method="post" action="/contact"><label>Name <input name="name"></label>
  <label>Work e-mail <input type="email" name="email"></label><button>Send</button></form></main>`;
/** Set to a folder, the screens are kept there for people to look at. */
const shots = process.env.HANDRAISE_SHOTS;

const openTimes = async (given: Partial<typeof world.api.knobs> = {}, options = {}) => {
  Object.assign(world.api.knobs, { extras, ...given });
  const page = await world.open(world.put(body), options);
  await submitForTimes(page);
  return page;
};
const sizes = { desktop: { width: 1100, height: 800 }, phone: { width: 360, height: 740 } };

describe("a chosen time", () => {
  it("is held while the visitor types, once for each choice", async () => {
    const page = await openTimes({ extras: {} });
    await times(page).nth(1).click();
    await heading(page).getByText("Confirm your meeting").waitFor();
    await page.locator(".handraise [name=name]").fill("Ada Lovelace");
    await expect.poll(() => world.api.sent("/v1/holds")).toEqual([{ token: "offer-token", start: "2026-11-24T09:30:00.000Z" }]);
    await page.getByRole("button", { name: "Change time" }).click();
    await times(page).nth(2).click();
    await expect.poll(() => world.api.sent("/v1/holds").length).toBe(2);
  });

  it("that somebody else has just taken is said at once, with times that are still free", async () => {
    const page = await openTimes({ extras: {}, hold: "taken" });
    await times(page).first().click();
    await page.getByText("That time was just taken").waitFor();
    expect(await times(page).count()).toBe(2);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
  });

  it("is booked all the same when it cannot be held", async () => {
    const page = await openTimes({ extras: {}, hold: "error" });
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
  });
});

describe("a meeting type that asks", () => {
  it("loads what it needs for that alone: a plain one asks for nothing more", async () => {
    const page = await openTimes({ extras: {} });
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    expect(loaded.filter((name) => name.includes("/w/extras-"))).toEqual([]);
    expect(world.api.sent("/v1/bookings")[0]).not.toHaveProperty("answers");
  });

  it.each(Object.entries(sizes))(
    "lets the visitor choose a length, answer, bring guests and book, and axe finds nothing: %s",
    async (size, viewport) => {
      const page = await openTimes({ after: { kind: "text", text: "Please bring your numbers." } }, { viewport });
      const events = await page.evaluateHandle(() => {
        const seen: unknown[] = [];
        const keep = (event: Event) => void seen.push([event.type, event instanceof CustomEvent ? event.detail : null]);
        for (const name of ["booked", "closed", "error"]) document.addEventListener(`handraise:${name}`, keep);
        return seen;
      });
      const length = page.getByRole("combobox", { name: "Length" });
      await length.waitFor();
      expect(await axeFindings(page)).toEqual([]);
      if (shots) await page.screenshot({ path: `${shots}/times-${size}.png` });
      await length.selectOption("60");
      await expect.poll(() => world.api.sent("/v1/times")).toEqual([{ token: "offer-token", minutes: 60 }]);
      await times(page).first().waitFor();
      await times(page).first().click();
      await page.getByRole("combobox", { name: "How many are you?" }).waitFor();
      await page.getByRole("button", { name: "Book meeting" }).click();
      await page.getByText("Please answer this.").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      if (shots) await page.screenshot({ path: `${shots}/asked-${size}.png` });
      expect(world.api.sent("/v1/bookings")).toEqual([]);
      await page.getByRole("combobox", { name: "How many are you?" }).selectOption("11–50");
      await page.getByRole("textbox", { name: "Your number" }).fill("+49 30 123");
      const guests = page.getByRole("textbox", { name: "Who else should be there?" });
      await guests.fill("not an address");
      await page.getByRole("button", { name: "Book meeting" }).click();
      await page.getByText("at most 2 can come along").waitFor();
      await guests.fill("gus@engines.example\nada.b@engines.example");
      await page.getByRole("button", { name: "Book meeting" }).click();
      await page.getByText("Please bring your numbers.").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      if (shots) await page.screenshot({ path: `${shots}/booked-${size}.png` });
      const told = JSON.stringify(await events.jsonValue());
      expect(told).toContain("handraise:booked");
      expect(told).not.toContain("engines.example");
      expect(world.api.sent("/v1/bookings")).toMatchObject([
        {
          minutes: 60,
          answers: [
            { id: "team", value: "11–50" },
            { id: "phone", value: "+49 30 123" },
            { id: "topic", value: "" },
          ],
          guests: ["gus@engines.example", "ada.b@engines.example"],
        },
      ]);
    },
  );

  it("says at the field what the server alone finds wrong", async () => {
    const page = await openTimes({ extras: { guests: 1 }, booking: "wrong guests" });
    await times(page).first().click();
    await page.getByRole("textbox", { name: "Who else should be there?" }).fill("gus@engines.example");
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("at most 1 can come along").waitFor();
    expect(await page.evaluate(() => document.querySelector(".handraise")?.shadowRoot?.activeElement?.getAttribute("name"))).toBe(
      "guests",
    );
  });

  it("leads on where the meeting type says so, and never to anything but a web address", async () => {
    const onward = `${world.site.origin}/onward`;
    for (const url of [onward, "javascript:alert(1)"]) {
      const page = await openTimes({ extras: {}, after: { kind: "redirect", url } });
      const arrived = url === onward && page.waitForURL(onward);
      await times(page).first().click();
      await page.getByRole("button", { name: "Book meeting" }).click();
      if (arrived) await arrived;
      else {
        await page.getByRole("heading", { name: "You're booked" }).waitFor();
        await page.waitForFunction(() =>
          performance.getEntriesByType("resource").some(({ name }) => name.includes("/w/extras-")),
        );
        expect(await page.getByRole("link", { name: "Continue" }).count()).toBe(0);
      }
      await page.context().close();
    }
  });
});

describe("the page of a booking", () => {
  const address = () => `${world.api.origin}/manage#manage-token`;

  it("says what stands behind it, and offers no change that would be refused", async () => {
    world.api.knobs.manage = "late";
    const page = await world.open(address());
    await page.getByText("on its way into Maya Lindqvist’s calendar").waitFor();
    await page.getByText("It is too late to change this here").waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await axeFindings(page)).toEqual([]);
    if (shots) await page.screenshot({ path: `${shots}/late.png` });
  });

  it("of a meeting that was called off lets the visitor choose a new time, and leads to the new meeting", async () => {
    world.api.knobs.manage = "called off";
    const page = await world.open(address());
    await page.getByRole("button", { name: "Choose a new time" }).click();
    await page.locator(".time").first().click();
    if (shots) await page.screenshot({ path: `${shots}/again.png` });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("button", { name: "Book this time" }).click();
    await expect
      .poll(() => world.api.sent("/v1/bookings"))
      .toMatchObject([
        { token: "again-token", start: "2026-11-24T09:00:00.000Z", name: "Ada Byron", email: "ada@engines.example", minutes: 30 },
      ]);
  });
});
