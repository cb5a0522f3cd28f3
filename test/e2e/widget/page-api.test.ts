import { describe, expect, it } from "vitest";
import type { Handraise } from "../../../widget/loader/api.ts";
import { dialog, fields, fillIn, send, submitForTimes, submitWarm, times, useWorld, warmed } from "./world.ts";

const world = useWorld();

/** The stub of docs/reference/widget.md. */
const stub = `window.handraise=window.handraise||{q:[]};["on","submit","configure"].forEach(m=>handraise[m]??=(...a)=>new Promise((r,j)=>handraise.q.push([m,a,r,j])))`;
type Page_ = Window & { handraise: Handraise; seen: unknown[]; result: unknown };

describe("the page's own code", () => {
  it("can call before the script has come", async () => {
    world.api.knobs.submission = "talkNow";
    const head = `<script>${stub};window.seen=[];handraise.on("*",(detail,name)=>seen.push(name,detail.talkNow));
      window.result=handraise.submit({email:"ada@engines.example",name:"Ada"})</script>`;
    const page = await world.open(world.put("<h1>No form here</h1>", { head }));
    await times(page).first().waitFor();
    expect(stub.length).toBeLessThanOrEqual(300);
    expect(await page.evaluate(async () => ((await (window as unknown as Page_).result) as { outcome: string }).outcome)).toBe(
      "offered",
    );
    expect(await page.evaluate(() => (window as unknown as Page_).seen)).toEqual(["submitted", undefined, "offered", true]);
    expect(world.api.sent("/v1/submissions")).toMatchObject([
      { form: { fields: [{ name: "email" }, { name: "name", value: "Ada" }] } },
    ]);
  });

  it("learns whether the meeting was booked", async () => {
    const page = await world.open(world.put());
    await fillIn(page);
    await warmed(page);
    const finished = page.evaluate(async () => {
      const form = document.querySelector("form");
      if (!form) throw new Error("no form");
      const result = await (window as unknown as Page_).handraise.submit(form);
      return result.finished;
    });
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await finished).toEqual({ booked: true });
    expect(world.site.posted).toEqual([]);
  });

  it("gets an outcome and no rejection when the server fails", async () => {
    world.api.knobs.submission = "error";
    const page = await world.open(world.put());
    await page.waitForFunction(() => window.handraise && "version" in window.handraise);
    const outcome = await page.evaluate(
      async () => (await (window as unknown as Page_).handraise.submit({ email: "a@b.example" })).outcome,
    );
    expect(outcome).toBe("failed");
  });

  it("hears a disqualified lead as that and not as an error", async () => {
    world.api.knobs.submission = "disqualified";
    const head = `<script>${stub};window.seen=[];handraise.on("*",(detail,name)=>seen.push(name))</script>`;
    const page = await world.open(world.put(undefined, { head }));
    await submitWarm(page);
    await page.getByText("Our guides for students").waitFor();
    expect(await page.evaluate(() => (window as unknown as Page_).seen)).toEqual(["submitted", "disqualified"]);
  });

  it("that throws in a listener disturbs neither the visitor nor other listeners", async () => {
    const head = `<script>${stub};window.seen=[];handraise.on("offered",()=>{throw new Error("mine")});handraise.on("offered",()=>seen.push("heard"))</script>`;
    const page = await world.open(world.put(undefined, { head }));
    await submitForTimes(page);
    expect(await page.evaluate(() => (window as unknown as Page_).seen)).toEqual(["heard"]);
  });
});

describe("the script", () => {
  it("may be on the page twice", async () => {
    const page = await world.open(world.put(undefined, { tag: world.tag() + world.tag() }));
    await submitForTimes(page);
    expect(world.api.sent("/v1/submissions")).toHaveLength(1);
    expect(await dialog(page).count()).toBe(1);
  });

  it("may be placed by a tag manager", async () => {
    const code = `const s = document.createElement("script"); s.async = true; s.src = "${world.api.origin}/w/handraise.js"; document.head.append(s);`;
    const page = await world.open(world.put(undefined, { tag: `<script>${code}</script>` }));
    await submitForTimes(page);
  });

  it("finds forms that appear later, and works again after the route changed", async () => {
    const page = await world.open(world.put("<div id=app></div>"));
    for (const route of ["/one", "/two"]) {
      await page.evaluate(
        ([path, html]) => {
          history.pushState({}, "", path);
          const app = document.querySelector("#app");
          if (app) app.innerHTML = html ?? "";
          document.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
        },
        [route, `<form>${fields}</form>`],
      );
      await fillIn(page);
      await page.locator("[name=name]").fill(route);
      await warmed(page);
      await send(page);
      await times(page).first().waitFor();
      await page.keyboard.press("Escape");
      await dialog(page).waitFor({ state: "detached" });
    }
    expect(world.api.sent("/v1/submissions")).toHaveLength(2);
  });

  it("closes the booker when the visitor goes back in a single page", async () => {
    const page = await world.open(
      world.put(
        `<form>${fields}</form><script>history.pushState({}, "", "/page?step=2");document.querySelector("form").onsubmit=()=>false</script>`,
      ),
    );
    await submitForTimes(page);
    await page.goBack();
    await dialog(page).waitFor({ state: "detached" });
  });

  it("works again on a page that the browser put back", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    await page.keyboard.press("Escape");
    await page.waitForURL(/thanks/);
    await page.goBack();
    await fillIn(page);
    await page.locator("[name=name]").fill("Grace");
    await warmed(page);
    await send(page);
    await times(page).first().waitFor();
    await expect.poll(() => world.site.posted).toHaveLength(2);
  });

  it("opens the same offer again when the form is sent again", async () => {
    const page = await world.open(
      world.put(`<form>${fields}</form><script>document.querySelector("form").onsubmit=()=>false</script>`),
    );
    await submitForTimes(page);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await send(page);
    await times(page).first().waitFor();
    expect(world.api.sent("/v1/submissions")).toHaveLength(1);
  });
});
