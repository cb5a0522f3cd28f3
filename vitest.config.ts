import { defineConfig } from "vitest/config";

/** One project a suite, so that the runner can say which ones ran. */
const suite = (name: string, testTimeout: number, fileParallelism = true) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    environment: "node" as const,
    testTimeout,
    hookTimeout: 120_000,
    fileParallelism,
  },
});

export default defineConfig({
  test: {
    reporters: ["default"],
    projects: [
      { test: { name: "architecture", include: ["test/*.test.ts"], environment: "node", testTimeout: 30_000 } },
      suite("unit", 20_000),
      suite("contract", 60_000),
      suite("integration", 60_000),
      suite("faults", 180_000, false),
      suite("e2e", 120_000, false),
    ],
  },
});
