import { buildAdmin } from "./build-admin.ts";
import { buildWidget } from "./build-widget.ts";

/** Builds what browsers load once, before the first test file: files that run side by side find it built. */
export async function setup(): Promise<void> {
  await Promise.all([buildWidget(), buildAdmin()]);
}
