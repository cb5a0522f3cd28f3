import { describe, expect, it } from "vitest";
import { fields, fillIn, send, submitForTimes, submitWarm, times, useWorld, warmed } from "./world.ts";

const world = useWorld();
const typed = /ada|engines/i;

describe("what the visitor types", () => {
  it("does not leave the page before submit", async () => {
    const page = await world.open(world.put());
    const seen: string[] = [];
    page.on("request", (request) =>
      seen.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`),
    );
    await fillIn(page);
    await warmed(page);
    await page.locator("[type=email]").blur();
    expect(seen.some((request) => request.includes("/v1/config"))).toBe(true);
    expect(seen.filter((request) => typed.test(request))).toEqual([]);
    expect(world.api.requests.every(({ method, body }) => method === "GET" && body === "")).toBe(true);
  });

  it("is not part of any event", async () => {
    world.api.knobs.booking = "error";
    const head = `<script>window.seen = []; for (const name of ["submitted","offered","booked","error","closed"]) document.addEventListener("handraise:" + name, (event) => seen.push([name, event.detail]));</script>`;
    const page = await world.open(world.put(undefined, { head, tag: world.tag('data-handraise-after="stay"') }));
    await submitForTimes(page);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("We could not reach").waitFor();
    world.api.knobs.booking = "booked";
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    await page.keyboard.press("Escape");
    const seen = () => page.evaluate(() => (window as unknown as { seen: [string, object][] }).seen);
    await expect
      .poll(async () => (await seen()).map(([name]) => name))
      .toEqual(["submitted", "offered", "error", "booked", "closed"]);
    expect(JSON.stringify(await seen())).not.toMatch(typed);
  });

  it("is sent without the page's secrets, payment data, tokens and files", async () => {
    const puzzle = "x".repeat(900);
    const extra = `
      <input type="hidden" name="csrf_token" value="secret-1"><input type="hidden" name="_wpnonce" value="secret-2">
      <input name="card_number" value="secret-3"><input name="note" value="4111 1111 1111 1111">
      <input name="otp" value="secret-4"><input type="file" name="cv">
      <input name="gone" value="secret-5" disabled><input type="checkbox" name="no" value="secret-6">
      <input type="hidden" name="state_blob" value="${"secret-7".repeat(50)}"><input type="hidden" name="altcha" value="${puzzle}">
      <input name="extra_honeypot" value="filled in by a machine"><input name="empty_honeypot">
      <input type="hidden" name="utm_source" value="newsletter"><input type="checkbox" name="terms" checked>
      <label>Country <select name="country"><option value="DE">Germany</option></select></label>`;
    const page = await world.open(
      world.put(`<form method="post" action="/contact">${fields.replace("<button", `${extra}<button`)}</form>`),
    );
    await submitForTimes(page);
    const [body] = world.api.sent("/v1/submissions") as [{ form: { fields: { name: string; value: string; label?: string }[] } }];
    expect(JSON.stringify(body)).not.toMatch(/secret|4111/);
    expect(body.form.fields.map(({ name, value }) => [name, value])).toEqual([
      ["name", "Ada"],
      ["email", "ada@engines.example"],
      ["altcha", puzzle],
      ["extra_honeypot", "filled in by a machine"],
      ["utm_source", "newsletter"],
      ["terms", "on"],
      ["country", "DE"],
      ["source", "button"],
    ]);
    expect(body.form.fields[6]?.label).toBe("Country");
  });

  it("is sent as text/plain in one request, with the page and the visitor's zone", async () => {
    const page = await world.open(world.put());
    await submitForTimes(page);
    const requests = world.api.requests.filter(({ path }) => path !== "/v1/config");
    expect(requests.map(({ method, path, type }) => [method, path, type])).toEqual([
      ["POST", "/v1/submissions", "text/plain;charset=UTF-8"],
    ]);
    expect(world.api.sent("/v1/submissions")).toMatchObject([
      {
        page: { url: page.url(), title: "Contact" },
        visitor: { timeZone: "Europe/Berlin", locale: "en-US", filledMs: expect.any(Number) },
      },
    ]);
    expect(world.api.sent("/v1/submissions")[0]?.id).toMatch(/^[0-9a-z]{8}[0-9a-f]{32}$/);
  });

  it("still fits a request that outlives the page when it is very long", async () => {
    const page = await world.open(
      world.put(`<form method="post" action="/contact">${fields}<textarea name="message"></textarea></form>`),
    );
    await page.locator("textarea").fill("€".repeat(200_000));
    await submitForTimes(page);
    const [request] = world.api.requests.filter(({ path }) => path === "/v1/submissions");
    expect(Buffer.byteLength(request?.body ?? "")).toBeLessThan(65_536);
    expect(JSON.parse(request?.body ?? "{}").form.fields.map(({ name }: { name: string }) => name)).toEqual([
      "name",
      "email",
      "message",
      "source",
    ]);
    await expect.poll(() => world.site.posted[0]?.body.length ?? 0).toBeGreaterThan(1_000_000);
  });
});

describe("forms that are no hand raised", () => {
  it.each([
    ["a search", `<form action="/thanks" role="search">${fields}</form>`],
    ["a search by its field", `<form action="/thanks"><input type="search" name="q">${fields}</form>`],
    ["a sign-in", `<form method="post" action="/contact">${fields}<input type="password" name="password"></form>`],
    ["a sign-in by link", `<form method="post" action="/login">${fields}</form>`],
    [
      "a form that asks for a one-time code",
      `<form method="post" action="/contact">${fields}<input autocomplete="one-time-code"></form>`,
    ],
    ["a form that the site excepts", `<form method="post" action="/contact" data-handraise-ignore>${fields}</form>`],
    [
      "a form without an e-mail field",
      `<form method="post" action="/contact"><input name="name"><input type="hidden" name="q"><input name="phone"><button>Send</button></form>`,
    ],
  ])("%s is not watched", async (_, form) => {
    const page = await world.open(world.put(form));
    await page.waitForFunction(() => window.handraise && "version" in window.handraise);
    await page.locator("[name=name]").fill("Ada");
    if (form.includes("email")) await page.locator("[type=email]").fill("ada@engines.example");
    await send(page);
    await page.waitForURL((url) => !url.pathname.endsWith("/page"));
    await expect.poll(() => world.site.posted).toHaveLength(1);
    expect(world.api.requests).toEqual([]);
  });

  it("only the forms that the site names are watched, where it names some", async () => {
    const page = await world.open(world.put(undefined, { tag: world.tag('data-handraise-forms="#demo"') }));
    await fillIn(page);
    await send(page);
    await page.waitForURL(/thanks/);
    expect(world.api.requests).toEqual([]);
  });

  it("a form whose e-mail field holds no address is no lead", async () => {
    const page = await world.open(world.put(`<form method="post" action="/contact" novalidate>${fields}</form>`));
    await page.locator("[type=email]").fill("no address");
    await warmed(page);
    await send(page);
    await page.waitForURL(/thanks/);
    await expect.poll(() => world.site.posted).toHaveLength(1);
    expect(world.api.sent("/v1/submissions")).toEqual([]);
  });
});

describe("a strict page", () => {
  it("works under a strict policy and trusted types, without a style or a script of its own inline", async () => {
    const policy = `default-src 'none'; script-src ${world.api.origin}; connect-src ${world.api.origin}; frame-src 'self'; form-action 'self'; require-trusted-types-for 'script'; trusted-types 'none'`;
    const page = await world.open(world.put(undefined, { headers: { "content-security-policy": policy } }));
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    await submitForTimes(page);
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByRole("heading", { name: "You're booked" }).waitFor();
    expect(await page.locator(".handraise dialog").evaluate((dialog) => getComputedStyle(dialog).borderTopLeftRadius)).toBe(
      "20px",
    );
    expect(complaints).toEqual([]);
    await expect.poll(() => world.site.posted).toHaveLength(1);
  });

  it("gets nothing that a server sends as markup", async () => {
    world.api.knobs.rep = { name: "<img src=x onerror=alert(1)>", title: "<b>bold</b>" };
    const page = await world.open(world.put());
    await submitWarm(page);
    await page.getByText("<img src=x onerror=alert(1)>").first().waitFor();
    expect(await page.locator(".handraise img").count()).toBe(0);
  });
});
