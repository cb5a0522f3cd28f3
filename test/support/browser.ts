import { type Browser, chromium } from "playwright-core";
import { requireProgram } from "./programs.ts";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The machine's own Chromium, headless, with a fresh profile; the caller closes it. `CHROMIUM` names another one. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? requireProgram("chromium"), headless: true, args });
