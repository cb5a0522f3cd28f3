import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { buildWidget } from "../../support/build-widget.ts";
import { type CaldavServer, makeCalendar, readEvents } from "../../support/caldav-account.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import { startRadicale } from "../../support/radicale.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { timesOfWholeDay } from "../../support/whole-day.ts";

let browser: Browser;
let folder: string;
let server: ServerProcess;
const env = () => ({ HANDRAISE_DATABASE_URL: `file:${join(folder, "demo.db")}`, HANDRAISE_SECRET: "d".repeat(43) });

beforeAll(async () => {
  await buildWidget();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "handraise-demo-"));
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The demo is reached by the name in its links, so that page and server are one origin. */
const site = () => server.origin.replace("127.0.0.1", "localhost");

interface Answers {
  readonly email: string;
  readonly company?: string;
  readonly country?: string;
  readonly size?: string;
  readonly message?: string;
}

async function submitForm(page: Page, answers: Answers): Promise<void> {
  await page.goto(`${site()}/demo`);
  await page.getByLabel("Name", { exact: true }).fill("Vera Visitor");
  await page.locator("[name=email]").fill(answers.email);
  await page.locator("[name=company]").fill(answers.company ?? "Firm");
  await page.locator("[name=country]").selectOption({ label: answers.country ?? "Germany" });
  await page.locator("[name=company_size]").selectOption({ index: 2 });
  if (answers.message) await page.locator("[name=message]").fill(answers.message);
  await page.getByRole("button", { name: "Request a demo" }).click();
}

const openPage = async () => (await browser.newContext({ timezoneId: "Europe/Berlin", locale: "en-GB" })).newPage();
const timeButtons = (page: Page) => page.getByRole("button", { name: /^\d{1,2}:\d\d/ });

async function pickAndBook(page: Page): Promise<void> {
  await timeButtons(page).first().click();
  await page.getByRole("button", { name: "Book meeting" }).click();
  await page.getByRole("heading", { name: "You're booked" }).waitFor();
}

interface Kept {
  readonly to: string;
  readonly subject: string;
  readonly ics?: string;
}

const outbox = async (): Promise<readonly Kept[]> => (await fetch(`${server.origin}/dev/outbox.json`)).json() as Promise<Kept[]>;
const sequences = async (to: string) =>
  (await outbox()).filter((mail) => mail.to === to).map((mail) => /SEQUENCE:(\d+)/.exec(mail.ics ?? "")?.[1]);

/** On the visitor's own page, which the done step links to. */
async function reschedule(page: Page, email: string): Promise<void> {
  await page.goto((await page.getByRole("link", { name: "Reschedule or cancel" }).getAttribute("href")) ?? "");
  await page.getByRole("button", { name: "Choose another time" }).click();
  await (await timesOfWholeDay(page)).last().click();
  await page.getByRole("button", { name: "Move meeting" }).click();
  await expect.poll(() => sequences(email), { timeout: 15_000 }).toContain("1");
}

describe("the demo", () => {
  it("offers an account's owner, books with event and both invites, moves and cancels, and tells why", async () => {
    server = await startServerProcess(env(), "demo");
    const page = await openPage();
    await submitForm(page, { email: "someone@alderlogistics.example" });
    await page.getByText("Maya Brooks").first().waitFor();
    await pickAndBook(page);
    await expect
      .poll(async () => (await outbox()).map((mail) => mail.to).toSorted(), { timeout: 15_000 })
      .toEqual(["maya@tidewater.example", "someone@alderlogistics.example"]);
    await reschedule(page, "someone@alderlogistics.example");
    await page.getByRole("button", { name: "Cancel meeting" }).click();
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await expect.poll(() => sequences("someone@alderlogistics.example"), { timeout: 15_000 }).toContain("2");
    await page.goto(`${site()}/admin/`);
    await page.getByRole("link", { name: "Vera Visitor" }).click();
    await page.getByRole("heading", { name: "was offered the times of Maya Brooks" }).waitFor();
    await page.getByText("Maya Brooks owns Alder Logistics").waitFor();
  });

  it("has an icon on every page, so that no browser asks for one that is not there", async () => {
    server = await startServerProcess(env(), "demo");
    for (const path of ["/demo/", "/admin/", "/dev/outbox", "/docs/errors", "/connect/open"]) {
      const answer = await fetch(`${server.origin}${path}`);
      expect([path, await answer.text()]).toEqual([path, expect.stringContaining('<link rel="icon"')]);
    }
  });

  it("gives other leads the fair next rep of the right pool, and a student a polite message", async () => {
    server = await startServerProcess(env(), "demo");
    const reps: (string | null)[] = [];
    for (const n of [1, 2]) {
      const page = await openPage();
      await submitForm(page, { email: `someone@firm${n}.example` });
      await timeButtons(page).first().waitFor();
      reps.push(await page.locator(".handraise h2, .handraise .rep b, .handraise strong").first().textContent());
      await page.close();
    }
    expect(reps[0]).not.toBe(reps[1]);
    const student = await openPage();
    await submitForm(student, { email: "student@gmail.com", message: "I am a student and write a thesis." });
    await student.getByText("Our demos are for companies").waitFor();
    expect(await timeButtons(student).count()).toBe(0);
  });

  it("keeps offer, booking and mails through a restart", async () => {
    server = await startServerProcess(env(), "demo");
    const page = await openPage();
    await submitForm(page, { email: "someone@alderlogistics.example" });
    await pickAndBook(page);
    const link = await page.getByRole("link", { name: "Reschedule or cancel" }).getAttribute("href");
    const port = new URL(link ?? "").port;
    await server.stop();
    server = await startServerProcess({ ...env(), HANDRAISE_PORT: port }, "demo");
    await expect.poll(async () => (await outbox()).length, { timeout: 15_000 }).toBe(2);
    await page.goto(link ?? "");
    await page.getByText("Maya Brooks").first().waitFor();
  });
});

describe("a rep on Radicale", () => {
  let radicale: CaldavServer;
  beforeAll(async () => {
    radicale = await startRadicale();
  });
  afterAll(() => radicale.stop());

  it("has the event appear, move and go in the calendar while the visitor books, moves and cancels in the page", async () => {
    const calendarUrl = await makeCalendar(radicale, "sales", "Sales");
    const calendar = `calendar: { kind: caldav, url: "${radicale.url}", username: ${radicale.username}, passwordEnv: HANDRAISE_SECRET_MAYA, busyCalendars: [Sales], meetingCalendar: Sales }`;
    const setup = await readFile("docs/examples/demo-setup.yaml", "utf8");
    const file = join(folder, "setup.yaml");
    await writeFile(file, setup.replace("email: maya@tidewater.example,", `email: maya@tidewater.example, ${calendar},`));
    const secrets = { ...env(), HANDRAISE_SECRET_MAYA: radicale.password };
    await promisify(execFile)(process.execPath, ["server/cli.ts", "apply", file], {
      env: { ...childEnvironment, ...secrets },
    });
    server = await startServerProcess(secrets, "demo");
    const page = await openPage();
    await submitForm(page, { email: "someone@alderlogistics.example" });
    await page.getByText("Maya Brooks").first().waitFor();
    await pickAndBook(page);
    const events = () => readEvents(radicale, calendarUrl);
    await expect.poll(async () => (await events()).length, { timeout: 15_000 }).toBe(1);
    const before = /DTSTART:(\S+)/.exec((await events())[0] ?? "")?.[1];
    await reschedule(page, "someone@alderlogistics.example");
    await expect.poll(async () => /DTSTART:(\S+)/.exec((await events())[0] ?? "")?.[1], { timeout: 15_000 }).not.toBe(before);
    expect(await events()).toHaveLength(1);
    await page.getByRole("button", { name: "Cancel meeting" }).click();
    await page.getByRole("button", { name: "Yes, cancel it" }).click();
    await expect.poll(async () => (await events()).length, { timeout: 15_000 }).toBe(0);
  });
});
