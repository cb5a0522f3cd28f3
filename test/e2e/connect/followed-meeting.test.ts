import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../../support/browser.ts";
import { buildWidget } from "../../support/build-widget.ts";
import { type CaldavServer, deleteAt, makeCalendar, putAt, readEvents } from "../../support/caldav-account.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import { startRadicale } from "../../support/radicale.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { timesOfWholeDay } from "../../support/whole-day.ts";

/** Ben takes a lead when Anna cannot. */
const setup = `
company: { name: Acme Robots, timeZone: UTC }
reps:
  - id: anna
    name: Anna
    email: anna@acme.example
    calendar: { kind: connected }
    hours: [{ days: mon-sun, start: "00:00", end: "24:00" }]
  - id: ben
    name: Ben
    email: ben@acme.example
    hours: [{ days: mon-sun, start: "00:00", end: "24:00" }]
pools:
  - id: sales
    members: [anna, { repId: ben, weight: 0 }]
    everybodyAway: { kind: message, text: We will call you. }
meetingTypes:
  - { id: demo, name: Demo, durationMinutes: 60, minimumNoticeMinutes: 600, horizon: { kind: days, days: 3 } }
router:
  catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo }
`;

const cli = fileURLToPath(new URL("../../../server/cli.ts", import.meta.url));
let folder: string;
let env: Readonly<Record<string, string>>;
let server: ServerProcess;
let radicale: CaldavServer;
let browser: Browser;

async function handraise(...args: readonly string[]): Promise<string> {
  const options = { env: { ...childEnvironment, ...env } };
  return (await promisify(execFile)(process.execPath, [cli, ...args], options)).stdout.trim();
}

beforeAll(async () => {
  await buildWidget();
  folder = await mkdtemp(join(tmpdir(), "handraise-followed-"));
  env = {
    HANDRAISE_DATABASE_URL: `file:${join(folder, "handraise.db")}`,
    HANDRAISE_MODE: "demo",
    HANDRAISE_CALENDAR_DEADLINE_MS: "10000",
    HANDRAISE_CALENDAR_FRESH_SECONDS: "4",
  };
  await writeFile(join(folder, "setup.yaml"), setup);
  await handraise("apply", join(folder, "setup.yaml"));
  [server, radicale, browser] = await Promise.all([startServerProcess(env), startRadicale(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await radicale?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The demo is reached by the name in its links, so that page and server are one origin. */
const site = () => server.origin.replace("127.0.0.1", "localhost");

async function openPage(url: string): Promise<Page> {
  const context = await browser.newContext({ timezoneId: "Europe/Berlin", locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(url);
  return page;
}

async function connectAnna(): Promise<void> {
  const link = await handraise("connect-link", "anna");
  const page = await openPage(`${site()}/connect/open${link.slice(link.indexOf("#"))}`);
  await page.getByRole("link", { name: /CalDAV/ }).click();
  await page.getByLabel("Address of the server").fill(radicale.url);
  await page.getByLabel("User name").fill(radicale.username);
  await page.getByLabel("Password or app password").fill(radicale.password);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. This is what we read from it just now.").waitFor();
}

/** From the form to the visitor's own page of the meeting. */
async function book(name: string): Promise<Page> {
  const page = await openPage(`${site()}/demo`);
  await page.getByLabel("Name", { exact: true }).fill("Vera Visitor");
  await page.locator("[name=email]").fill(`vera@${name}.example`);
  await page.locator("[name=company]").fill(name);
  await page.locator("[name=country]").selectOption({ label: "Germany" });
  await page.locator("[name=company_size]").selectOption({ index: 2 });
  await page.getByRole("button", { name: "Request a demo" }).click();
  await (await timesOfWholeDay(page)).last().click();
  await page.getByRole("button", { name: "Book meeting" }).click();
  await page.getByRole("heading", { name: "You're booked" }).waitFor();
  await page.goto((await page.getByRole("link", { name: "Reschedule or cancel" }).getAttribute("href")) ?? "");
  await page.getByRole("heading", { name: "Your meeting" }).waitFor();
  await page.getByText("Anna").first().waitFor();
  return page;
}

/** To another time each time, for Ben cannot take two meetings at once. */
async function reschedule(page: Page, nth: number): Promise<void> {
  await page.getByRole("button", { name: "Choose another time" }).click();
  await (await timesOfWholeDay(page)).nth(nth).click();
  await page.getByRole("button", { name: "Move meeting" }).click();
  await page.getByRole("heading", { name: "Your meeting was moved" }).waitFor();
}

/** The one event in Anna's calendar, once it stands at its second time. */
async function movedEvent(calendar: string): Promise<string> {
  await expect.poll(() => readEvents(radicale, calendar), { timeout: 20_000 }).toEqual([expect.stringContaining("SEQUENCE:1")]);
  const [text = ""] = await readEvents(radicale, calendar);
  return text;
}

const eventUrl = (calendar: string, text: string) =>
  `${calendar}${(/^UID:(\S+)/m.exec(text)?.[1] ?? "").replaceAll(/[^\w.-]/g, "-")}.ics`;

/** The visitor's page tells of Ben, at the time that the visitor chose. */
async function expectBen(page: Page): Promise<void> {
  const told = async () => {
    await page.reload();
    await page.getByRole("heading", { name: /Your meeting/ }).waitFor();
    return (await page.getByText(/\bBen\b/).count()) > 0;
  };
  await expect.poll(told, { timeout: 45_000, interval: 1_000 }).toBe(true);
}

test("a rep connects Radicale, is booked and moved, declines or deletes in the calendar, and the next rep has the visitor", async () => {
  const calendar = await makeCalendar(radicale, "work", "Work");
  await connectAnna();

  const declined = await book("declined");
  await reschedule(declined, 2);
  const text = await movedEvent(calendar);
  const no = "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@acme.example\r\nSTATUS:";
  await putAt(radicale, eventUrl(calendar, text), text.replace("STATUS:", no));
  await expectBen(declined);
  await expect.poll(() => readEvents(radicale, calendar), { timeout: 20_000 }).toEqual([]);

  const deleted = await book("deleted");
  await reschedule(deleted, 0);
  await deleteAt(radicale, eventUrl(calendar, await movedEvent(calendar)));
  await expectBen(deleted);
});
