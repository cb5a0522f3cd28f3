import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { SubmissionAnswer } from "../../../server/contract/public.ts";
import { axeFindings } from "../../support/axe-findings.ts";
import { launchBrowser } from "../../support/browser.ts";
import { type CaldavServer, makeCalendar, putEvent } from "../../support/caldav-account.ts";
import { childEnvironment } from "../../support/child-environment.ts";
import { startRadicale } from "../../support/radicale.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { readJson, submissionOf } from "../../support/test-world.ts";

const setup = `
company: { name: Acme Robots, timeZone: UTC }
reps:
  - id: anna
    name: Anna
    email: anna@acme.example
    calendar: { kind: connected }
    hours: [{ days: mon-sun, start: "00:00", end: "24:00" }]
pools:
  - { id: sales, members: [anna], everybodyAway: { kind: message, text: We will call you. } }
meetingTypes:
  - { id: demo, name: Demo, durationMinutes: 60, minimumNoticeMinutes: 0, horizon: { kind: days, days: 3 } }
router:
  catchAll: { kind: offerPool, poolId: sales, meetingTypeId: demo }
`;

const cli = fileURLToPath(new URL("../../../server/cli.ts", import.meta.url));
let folder: string;
let env: Readonly<Record<string, string>>;
let server: ServerProcess;
let radicale: CaldavServer;
let browser: Browser;

/** Runs one command as an operator does, beside the running server. */
async function handraise(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], {
    env: { ...childEnvironment, ...env },
  });
  return stdout.trim();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "handraise-connect-"));
  env = {
    HANDRAISE_DATABASE_URL: `file:${join(folder, "handraise.db")}`,
    HANDRAISE_MODE: "development",
    HANDRAISE_CALENDAR_DEADLINE_MS: "10000",
  };
  await writeFile(join(folder, "setup.yaml"), setup);
  await handraise("apply", join(folder, "setup.yaml"));
  [server, radicale, browser] = await Promise.all([startServerProcess(env), startRadicale(), launchBrowser()]);
});
const faults: string[] = [];
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  if (faults.length > 0) throw new Error(faults.splice(0).join("\n"));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await radicale?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Opens the page of a rep's link; a fault of its script or against the content policy fails the test. */
async function openLink(options: BrowserContextOptions = {}): Promise<Page> {
  const link = await handraise("connect-link", "anna");
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  await page.goto(`${server.origin}/connect/open${link.slice(link.indexOf("#"))}`);
  return page;
}

async function submit(): Promise<SubmissionAnswer> {
  const body = JSON.stringify(submissionOf({ email: "someone@firm.example" }));
  return readJson<SubmissionAnswer>(await fetch(`${server.origin}/v1/submissions`, { method: "POST", body }));
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel("Address of the server").fill(radicale.url);
  await page.getByLabel("User name").fill(radicale.username);
  await page.getByLabel("Password or app password").fill(password);
  await page.getByRole("button", { name: "Connect" }).click();
}

test("a rep connects a Radicale calendar, is offered with its busy times, disconnects, and is out with the reason", async () => {
  const hour = 3_600_000;
  const free = Math.ceil(Date.now() / hour) * hour + 20 * hour;
  const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const calendar = await makeCalendar(radicale, "work", "Work");
  await makeCalendar(radicale, "holidays", "Holidays of others");
  await putEvent(radicale, calendar, [
    "UID:off",
    `DTSTART:${stamp(Date.now() - hour)}`,
    `DTEND:${stamp(free)}`,
    "SUMMARY:Secret trip",
  ]);
  expect(await submit()).toMatchObject({ outcome: "fallback" });

  const page = await openLink();
  await page.getByRole("heading", { name: "Connect your calendar" }).waitFor();
  await page.getByText("For Anna (anna@acme.example)").waitFor();
  expect(new URL(page.url()).hash).toBe("");
  await page.getByRole("link", { name: /CalDAV/ }).click();
  await signIn(page, "wrong");
  await page.getByText("did not accept the sign-in").waitFor();
  expect(await page.getByLabel("Address of the server").inputValue()).toBe(radicale.url);
  await signIn(page, radicale.password);

  await page.getByRole("heading", { name: "Choose your calendars" }).waitFor();
  await page.getByRole("group", { name: "These make me busy" }).getByLabel("Holidays of others").uncheck();
  await page.getByRole("group", { name: "My meetings go into" }).getByLabel("Work").check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved. This is what we read from it just now.").waitFor();
  expect(await page.locator(".week .busy").count()).toBeGreaterThan(0);
  expect(await page.content()).not.toContain("Secret trip");

  const offered = await submit();
  expect(offered).toMatchObject({ outcome: "offered", offer: { rep: { name: "Anna" } } });
  if (offered.outcome === "offered") expect(offered.offer.times.firstMinute).toBe(free / 60_000);

  await page.getByText("Disconnect", { exact: true }).click();
  await page.getByRole("button", { name: "Disconnect this calendar" }).click();
  await page.getByRole("heading", { name: "Connect your calendar" }).waitFor();
  expect(await submit()).toMatchObject({ outcome: "fallback" });
  expect(JSON.parse(await handraise("slots", "--rep", "anna", "--type", "demo"))).toMatchObject({
    reps: [{ repId: "anna", reason: "calendar_lost" }],
    slots: [],
  });
});

test.each(["light", "dark"] as const)(
  "every page is for everybody: axe finds nothing in %s, and 320 pixels are enough",
  async (colorScheme) => {
    await makeCalendar(radicale, `axe-${colorScheme}`, "A calendar with a name that is rather long for a narrow telephone");
    const page = await openLink({ colorScheme, viewport: { width: 320, height: 640 } });
    const holds = async () => {
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    };
    await page.getByRole("link", { name: /CalDAV/ }).waitFor();
    await holds();
    await page.getByRole("link", { name: /CalDAV/ }).click();
    await signIn(page, "wrong");
    await page.getByRole("alert").waitFor();
    await holds();
    await signIn(page, radicale.password);
    await page.getByRole("heading", { name: "Choose your calendars" }).waitFor();
    await holds();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "Your calendar is connected" }).waitFor();
    await page.getByText("As a list").click();
    await page.getByText("Disconnect", { exact: true }).click();
    await holds();
    await page.getByRole("button", { name: "Disconnect this calendar" }).click();
    await page.getByRole("heading", { name: "Connect your calendar" }).waitFor();
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole("heading", { name: "This link does not work" }).waitFor();
    await holds();
  },
);
