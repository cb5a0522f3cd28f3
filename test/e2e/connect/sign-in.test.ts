import { serve } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instant } from "../../../server/core/time.ts";
import { connectLink } from "../../../server/flows/calendars/connect-link.ts";
import { launchBrowser } from "../../support/browser.ts";
import { type FakeGoogle, startFakeGoogle } from "../../support/fake-google/start-fake-google.ts";
import { type FakeSignIn, startFakeSignIn } from "../../support/fake-sign-in.ts";
import { freePort } from "../../support/run-server.ts";
import { openTestWorld, smallSetup, type TestWorld } from "../../support/test-world.ts";

const person = "anna@acme.example";
const setup = smallSetup.replace("email: anna@acme.example", "email: anna@acme.example, calendar: { kind: connected }");
let google: FakeGoogle;
let signIn: FakeSignIn;
let world: TestWorld;
let browser: Browser;
let server: ReturnType<typeof serve>;

beforeAll(async () => {
  google = await startFakeGoogle({ people: [person] });
  signIn = await startFakeSignIn({ email: person, onToken: (token) => google.admit(person, token) });
  const port = await freePort();
  world = await openTestWorld({
    setup,
    env: {
      HANDRAISE_PUBLIC_URL: `http://localhost:${port}`,
      HANDRAISE_GOOGLE_CLIENT_ID: signIn.client.id,
      HANDRAISE_GOOGLE_CLIENT_SECRET: signIn.client.secret,
      HANDRAISE_CALENDAR_DEADLINE_MS: "10000",
    },
    overrides: { now: () => instant(Date.now()), endpoints: google.endpoints, issuers: { google: signIn.issuer } },
  });
  server = await new Promise<typeof server>((resolve) => {
    const listening = serve({ fetch: world.app.fetch, port, hostname: "localhost" }, () => resolve(listening));
  });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  if (server && "closeAllConnections" in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await world?.close();
  await Promise.all([google?.stop(), signIn?.stop()]);
});

test("a rep signs in at Google, chooses calendars, and comes back after the consent was taken away", async () => {
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(connectLink(world.context.world, { repId: "anna" }).url);
  signIn.knobs.declines = true;
  await page.getByRole("link", { name: "Google Calendar" }).click();
  await page.getByText("You did not agree there").waitFor();
  signIn.knobs.declines = false;
  await page.getByRole("link", { name: "Google Calendar" }).click();
  await page.getByRole("heading", { name: "Choose your calendars" }).waitFor();
  expect(page.url()).toMatch(/\/connect\/calendars$/);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Your calendar is connected" }).waitFor();
  await page.getByText(`Google Calendar, ${person}`).waitFor();

  signIn.revoke();
  google.endTokens();
  await page.reload();
  await page.getByRole("heading", { name: "Your calendar cannot be read" }).waitFor();
  await page.getByText("Google Calendar has ended what you allowed").waitFor();
  await page.getByRole("link", { name: "Connect again" }).click();
  await page.getByRole("link", { name: "Google Calendar" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Your calendar is connected" }).waitFor();
});
