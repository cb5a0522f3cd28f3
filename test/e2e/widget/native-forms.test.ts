import { describe, expect, it } from "vitest";
import { dialog, fields, fillIn, send, submitForTimes, submitWarm, times, useWorld, warmed } from "./world.ts";

const world = useWorld();
const body = "name=Ada&email=ada%40engines.example&source=button";
const once = [{ method: "POST", path: "/contact", body }];
const inputs = fields.replace(/<button.*<\/button>/, "");

describe("a plain form reaches the site's own server once, whatever it is made of", () => {
  it("with the button's own action and method", async () => {
    const form = `<form action="/search">${inputs}<button name="plan" value="pro" formaction="/contact" formmethod="post">Send</button></form>`;
    const page = await world.open(world.put(form));
    await submitForTimes(page);
    await expect
      .poll(() => world.site.posted)
      .toEqual([{ method: "POST", path: "/contact", body: "name=Ada&email=ada%40engines.example&plan=pro" }]);
  });

  it("with the button's own target", async () => {
    const form = `<form method="post" action="/contact">${inputs}<button name="source" value="button" formtarget="_self">Send</button></form>`;
    const page = await world.open(world.put(form));
    await submitForTimes(page);
    await expect.poll(() => world.site.posted).toEqual(once);
    expect(await page.locator("form button").first().getAttribute("formtarget")).toBe("_self");
  });

  it("with controls that stand outside it", async () => {
    const form = `<input name="name" form="f"><form id="f" method="post" action="/contact"><input type="email" name="email"></form><button form="f">Send</button>`;
    const page = await world.open(world.put(form));
    await submitForTimes(page);
    expect(world.api.sent("/v1/submissions")).toMatchObject([
      { form: { id: "f", fields: [{ name: "name" }, { name: "email" }] } },
    ]);
    await expect.poll(() => world.site.posted).toHaveLength(1);
  });

  it("with controls whose names hide the form's own properties", async () => {
    const clobbers = [
      "submit",
      "action",
      "method",
      "target",
      "elements",
      "getAttribute",
      "setAttribute",
      "id",
      "closest",
      "matches",
    ];
    const hidden = clobbers.map((name) => `<input type="hidden" name="${name}" value="x">`).join("");
    const page = await world.open(world.put(`<form method="post" action="/contact">${hidden}${fields}</form>`));
    // Such a form breaks the browser driver's own fill and click.
    await page.evaluate(() => {
      for (const [name, value] of [
        ["name", "Ada"],
        ["email", "ada@engines.example"],
      ]) {
        const input = document.querySelector<HTMLInputElement>(`form [name=${name}]`);
        input?.focus();
        if (input) input.value = value ?? "";
      }
    });
    await warmed(page);
    await page.evaluate(() => document.querySelector<HTMLButtonElement>("form button")?.click());
    await times(page).first().waitFor();
    await expect.poll(() => world.site.posted).toHaveLength(1);
    expect(world.api.sent("/v1/submissions")).toHaveLength(1);
  });

  it("when its server forbids to be framed", async () => {
    world.site.reply = { status: 200, headers: { "x-frame-options": "DENY" }, body: "<h1>Thanks</h1>", delayMs: 0 };
    const page = await world.open(world.put());
    await submitForTimes(page);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    expect(await page.locator("html > iframe").isVisible()).toBe(false);
    await expect.poll(() => world.site.posted).toEqual(once);
  });

  it("on an impatient second click, while the site has not answered the first", async () => {
    world.site.reply.delayMs = 1_500;
    const page = await world.open(
      world.put(`<form method="post" action="/contact" data-handraise-target="#here">${fields}</form><div id="here"></div>`),
    );
    await fillIn(page);
    await warmed(page);
    await send(page);
    await expect.poll(() => world.site.posted.length).toBe(1);
    await send(page);
    await times(page).first().waitFor();
    await page.frameLocator("html > iframe").getByText("Thank you from the site").waitFor({ state: "attached" });
    await expect.poll(() => world.site.posted).toEqual(once);
    expect(world.api.sent("/v1/submissions")).toHaveLength(1);
  });

  it("and is as it was before afterwards", async () => {
    const page = await world.open(world.put(undefined, { tag: world.tag('data-handraise-after="stay"') }));
    const before = await page
      .locator("form")
      .first()
      .evaluate((form) => form.cloneNode(false));
    await submitForTimes(page);
    expect(
      await page
        .locator("form")
        .first()
        .evaluate((form) => form.cloneNode(false)),
    ).toEqual(before);
    expect(await page.locator("form").first().getAttribute("target")).toBeNull();
  });
});

describe("the form's result in the hidden frame", () => {
  it("is no page of its own for the script", async () => {
    world.site.page("/thanks", { html: `<!doctype html><html lang="en"><h1>Thank you from the site</h1>${world.tag()}` });
    const page = await world.open(world.put());
    await submitForTimes(page);
    const frame = page.frames().find((one) => one.url().endsWith("/thanks"));
    await frame?.waitForLoadState("load");
    expect(await frame?.evaluate(() => window.handraise)).toBeUndefined();
    expect(world.api.sent("/v1/submissions")).toHaveLength(1);
  });
});

describe("a page whose policy stops the hidden frame", () => {
  it("gets its native submission at once, with the button's name, and the form is sent once", async () => {
    const page = await world.open(world.put(undefined, { headers: { "content-security-policy": "frame-src 'none'" } }));
    await submitWarm(page);
    await page.waitForURL(/thanks/);
    await expect.poll(() => world.site.posted).toEqual(once);
  });

  it("gets it by the button's own action too", async () => {
    const form = `<form method="post" action="/wrong">${inputs}<button name="source" value="button" formaction="/contact">Send</button></form>`;
    const page = await world.open(
      world.put(form, { headers: { "content-security-policy": "default-src 'unsafe-inline' http:; frame-src 'none'" } }),
    );
    await submitWarm(page);
    await page.waitForURL(/thanks/);
    await expect.poll(() => world.site.posted).toEqual(once);
  });

  it("does not send a form again that was stopped only at a later redirect", async () => {
    world.site.reply = { status: 303, headers: { location: "https://elsewhere.example/thanks" }, body: "", delayMs: 0 };
    const page = await world.open(world.put(undefined, { headers: { "content-security-policy": "frame-src 'self'" } }));
    await submitForTimes(page);
    await page.keyboard.press("Escape");
    await dialog(page).waitFor({ state: "detached" });
    await expect.poll(() => world.site.posted).toEqual(once);
  });
});

describe("forms that are not held", () => {
  it("a form that posts to another site goes there", async () => {
    const page = await world.open(
      world.put(`<form method="post" action="${world.site.origin.replace("127.0.0.1", "localhost")}/contact">${fields}</form>`),
    );
    await submitWarm(page);
    await page.waitForURL(/localhost.*thanks/);
    await expect.poll(() => world.site.posted).toEqual(once);
    await expect.poll(() => world.api.sent("/v1/submissions").length).toBe(1);
  });

  it("a form that posts to another site is held where the site asks for that", async () => {
    const action = `${world.site.origin.replace("127.0.0.1", "localhost")}/contact`;
    const page = await world.open(world.put(`<form method="post" action="${action}" data-handraise-hold>${fields}</form>`));
    await submitForTimes(page);
    await expect.poll(() => world.site.posted).toEqual(once);
  });

  it("a GET form navigates", async () => {
    const page = await world.open(world.put(`<form action="/thanks">${fields}</form>`));
    await submitWarm(page);
    await page.waitForURL(/thanks\?name=Ada/);
    await expect.poll(() => world.site.posted).toEqual([{ method: "GET", path: "/thanks", body: `?${body}` }]);
    await expect.poll(() => world.api.sent("/v1/submissions").length).toBe(1);
  });

  it("a form that opens another window does so, and the booker opens here", async () => {
    const page = await world.open(world.put(`<form method="post" action="/contact" target="_blank">${fields}</form>`));
    await fillIn(page);
    await warmed(page);
    const [popup] = await Promise.all([page.waitForEvent("popup"), send(page)]);
    await popup.waitForURL(/thanks/);
    await times(page).first().waitFor();
    await expect.poll(() => world.site.posted).toEqual(once);
  });

  it("a dialog form closes its dialog and is sent nowhere", async () => {
    const form = `<dialog open id="own"><form method="dialog">${fields}</form></dialog>`;
    const page = await world.open(world.put(form));
    await submitForTimes(page);
    expect(await page.locator("#own").isVisible()).toBe(false);
    expect(world.site.posted).toEqual([]);
  });
});

describe("forms that the page's own script handles are left alone", () => {
  const script = (code: string): string => `<script>document.querySelector("form").addEventListener("submit", ${code});</script>`;

  it("its own request is the only one to the site, and the booker opens when that came back", async () => {
    world.site.reply = { status: 200, headers: {}, body: "ok", delayMs: 600 };
    const code = `async (event) => { event.preventDefault(); await fetch("/contact", { method: "POST", body: "own" }); document.title = "sent"; }`;
    const page = await world.open(world.put(`<form>${fields}</form>${script(code)}`));
    await submitForTimes(page);
    await expect.poll(() => page.title()).toBe("sent");
    await expect.poll(() => world.site.posted).toEqual([{ method: "POST", path: "/contact", body: "own" }]);
    expect(page.url()).toMatch(/\/page$/);
  });

  it("a script that stops the form after us is obeyed, and the form is not sent", async () => {
    const code = `window.addEventListener("load", () => setTimeout(() => window.addEventListener("submit", (event) => event.preventDefault()), 100))`;
    const page = await world.open(world.put(`<form method="post" action="/contact">${fields}</form><script>${code}</script>`));
    await submitForTimes(page);
    expect(world.site.posted).toEqual([]);
    expect(await page.locator("html > iframe").count()).toBe(0);
  });

  it("what its script refuses is no lead", async () => {
    const code = `(event) => { event.preventDefault(); document.querySelector("[name=name]").setAttribute("aria-invalid", "true"); }`;
    const page = await world.open(world.put(`<form novalidate>${fields}</form>${script(code)}`));
    await submitWarm(page);
    await page.locator("[aria-invalid=true]").waitFor();
    expect(world.api.sent("/v1/submissions")).toEqual([]);
  });

  it("inputs without names are read by their ids, labels and placeholders", async () => {
    const code = `(event) => event.preventDefault()`;
    const form = `<form><input id="full-name"><label>Work e-mail <input type="email"></label><input placeholder="Company"><button>Send</button></form>`;
    const page = await world.open(world.put(`${form}${script(code)}`));
    await page.locator("#full-name").fill("Ada");
    await page.locator("[type=email]").fill("ada@engines.example");
    await page.getByPlaceholder("Company").fill("Engines");
    await warmed(page);
    await send(page);
    await times(page).first().waitFor();
    expect(world.api.sent("/v1/submissions")).toMatchObject([
      {
        form: {
          fields: [{ name: "full-name" }, { name: "Work e-mail", label: "Work e-mail", type: "email" }, { name: "Company" }],
        },
      },
    ]);
  });
});
