import { expect, it } from "vitest";
import { openStore } from "../../../db/open-store.ts";
import type { BookingAnswer } from "../../../server/contract/public.ts";
import { axeFindings } from "../../support/axe-findings.ts";
import { readJson } from "../../support/test-world.ts";
import { useConsole } from "./console-world.ts";

const world = useConsole({ command: "demo" });
const shots = process.env.HANDRAISE_SHOTS;

/** Books the first time for this visitor; the link that stands in the mail to the rep. */
async function linkOfRep(email: string): Promise<string> {
  const answer = await world.submit({ name: "Ines Fournier", email, company: "Firm", country: "FR" });
  if (answer.outcome !== "offered") throw new TypeError(answer.outcome);
  const start = new Date((answer.offer.times.firstMinute ?? 0) * 60_000).toISOString();
  const person = { timeZone: "Europe/Berlin", locale: "en-GB", name: "Ines Fournier", email };
  const body = JSON.stringify({ token: answer.offer.token, start, ...person });
  const booked = await readJson<BookingAnswer>(await fetch(`${world.server.origin}/v1/bookings`, { method: "POST", body }));
  expect(booked.outcome).toBe("booked");
  const store = await openStore(world.databaseUrl);
  const find = async () => (await store.read.messages.list(50)).flatMap(({ text }) => /\/meeting#(\S+)/.exec(text)?.[1] ?? []);
  await expect.poll(async () => (await find()).length, { timeout: 10_000 }).toBeGreaterThan(0);
  const [token = ""] = await find();
  await store.close();
  return `../meeting#${token}`;
}

it("the link in a rep's mail opens the meeting, and its buttons pass it on; axe finds nothing on the way", async () => {
  const page = await world.open(await linkOfRep("ines@one.example"));
  await page.getByRole("heading", { name: "Your meeting" }).waitFor();
  await page.getByRole("button", { name: "Give it to a colleague" }).waitFor();
  expect(page.url()).not.toContain("#");
  expect(await axeFindings(page)).toEqual([]);
  if (shots) await page.screenshot({ path: `${shots}/rep.png`, fullPage: true });
  await page.getByRole("button", { name: "Give it to a colleague" }).click();
  await page.getByRole("heading", { name: "A colleague takes it" }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
});
