import { signal } from "@preact/signals";
import type { WidgetConfig } from "../../server/contract/public.ts";
import { get } from "../api.ts";

/** The company of the live setup; null until it is known, and when there is no setup. */
export const company = signal<string | null>(null);

/** True when the server says that no setup was applied yet. */
export const setupMissing = signal(false);

/** Asks for what every page of a site may know. */
export async function loadCompany(): Promise<void> {
  const answer = await get<WidgetConfig>("/v1/config");
  company.value = answer.kind === "ok" ? answer.value.company : null;
  setupMissing.value = answer.kind === "failed" && answer.code === "setup_missing";
}
