import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** One project a suite, so that the runner can say which ones ran. */
const suite = (name: string, testTimeout: number, globalSetup: readonly string[] = []) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: "node" as const,
    testTimeout,
    hookTimeout: 120_000,
    globalSetup: [...globalSetup],
  },
});

export default defineConfig({
  test: {
    reporters: ["default"],
    // Every file has its own database, ports and browser, and most of them wait more than they compute.
    maxWorkers: Math.max(2, availableParallelism()),
    projects: [
      { test: { name: "architecture", include: ["test/*.test.ts"], environment: "node", testTimeout: 30_000 } },
      suite("unit", 20_000),
      suite("contract", 60_000),
      suite("integration", 60_000),
      suite("faults", 180_000),
      suite("e2e", 120_000, ["test/support/build-pages.ts"]),
    ],
  },
});
