import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildWidget } from "../../support/build-widget.ts";
import { dialog, times, useWorld, warmed } from "./world.ts";

const world = useWorld();
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The built sample site on the customer's server, with its script from the stub. */
const putSample = async (): Promise<string> => {
  const folder = join(await buildWidget(), "demo");
  const html = async (name: string): Promise<string> =>
    (await readFile(join(folder, name), "utf8")).replace('src="/w/', `src="${world.api.origin}/w/`);
  world.site.page("/demo/style.css", {
    html: await readFile(join(folder, "style.css"), "utf8"),
    headers: { "content-type": "text/css" },
  });
  world.site.page("/demo/thanks", { html: await html("thanks.html") });
  world.site.reply.headers = { location: "/demo/thanks" };
  return world.site.page("/demo/", { html: await html("index.html") });
};

describe("the sample site", () => {
  it("has an ordinary form, whose visitor books and then sees the site's own thanks", async () => {
    const page = await world.open(await putSample());
    await page.getByLabel("Name").fill("Ada Byron");
    await page.getByLabel("Work e-mail").fill("ada@engines.example");
    await page.getByRole("textbox", { name: "Company" }).fill("Engines");
    await page.getByLabel("Country").selectOption("DE");
    await page.getByLabel("Company size").selectOption("51-200");
    await warmed(page);
    await page.getByRole("button", { name: "Request a demo" }).click();
    await times(page).first().click();
    await page.getByRole("button", { name: "Book meeting" }).click();
    await page.getByText("You're booked").waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    await page.getByRole("heading", { name: "Thank you, we have your request" }).waitFor();
    await expect.poll(() => world.site.posted).toHaveLength(1);
    expect(world.api.sent("/v1/submissions")).toMatchObject([
      {
        form: {
          id: "contact",
          fields: [
            { name: "name", label: "Name" },
            { name: "email", label: "Work e-mail", type: "email" },
            { name: "company", label: "Company" },
            { name: "country", value: "DE", label: "Country" },
            { name: "company_size", value: "51-200", label: "Company size" },
            { name: "utm_source", value: "website" },
          ],
        },
      },
    ]);
  });

  it("carries the snippet as a marketer would paste it", async () => {
    const text = await readFile(join(await buildWidget(), "demo/index.html"), "utf8");
    expect(text).toContain('<script async src="/w/handraise.js"></script>');
    expect(text.match(/handraise\.js/g)).toHaveLength(1);
  });

  it.each(["/demo/", "/demo/thanks"])("%s has nothing that axe finds and fits 320 pixels", async (path) => {
    await putSample();
    const page = await world.open(`${world.site.origin}${path}`, { viewport: { width: 320, height: 640 } });
    await page.evaluate(axe);
    expect(
      await page.evaluate(
        "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0].html))",
      ),
    ).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
});
