import { globSync } from "node:fs";
import type { ProgramName } from "./programs.ts";

/** A row of the table that `npm test` prints. */
export interface Suite {
  readonly name: string;
  /** Project in `vitest.config.ts`. */
  readonly project: string;
  /** Files that belong to it; a file belongs to the first suite whose pattern matches. */
  readonly files: string;
  readonly needs: readonly ProgramName[];
}

const suites: readonly Suite[] = [
  { name: "architecture", project: "architecture", files: "test/*.test.ts", needs: [] },
  { name: "unit", project: "unit", files: "test/unit/**/*.test.ts", needs: [] },
  { name: "contract: store", project: "contract", files: "test/contract/store/**/*.test.ts", needs: ["postgres"] },
  {
    name: "contract: calendars",
    project: "contract",
    files: "test/contract/calendars/**/*.test.ts",
    needs: ["radicale", "xandikos"],
  },
  { name: "contract: the rest", project: "contract", files: "test/contract/**/*.test.ts", needs: [] },
  { name: "integration", project: "integration", files: "test/integration/**/*.test.ts", needs: [] },
  { name: "faults", project: "faults", files: "test/faults/**/*.test.ts", needs: [] },
  { name: "e2e", project: "e2e", files: "test/e2e/**/*.test.ts", needs: ["chromium", "radicale"] },
];

/** The test files of each suite; those that belong to none come back as `strays`. */
export function assignFiles(root: string): {
  readonly bySuite: ReadonlyMap<Suite, readonly string[]>;
  readonly strays: readonly string[];
} {
  const taken = new Set<string>();
  const bySuite = new Map<Suite, readonly string[]>();
  for (const suite of suites) {
    const files = globSync(suite.files, { cwd: root }).filter((file) => !taken.has(file));
    for (const file of files) taken.add(file);
    bySuite.set(suite, files.toSorted());
  }
  const strays = globSync("{test,server,db,widget,admin}/**/*.{test,spec}.{ts,tsx}", { cwd: root }).filter(
    (file) => !taken.has(file),
  );
  return { bySuite, strays };
}
