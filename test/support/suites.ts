import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { isProgramName, type ProgramName } from "./programs.ts";
import { readImports } from "./read-imports.ts";

/** Every suite is a project of `vitest.config.ts`, in the order in which they run. */
const suites: Readonly<Record<string, string>> = {
  architecture: "test/*.test.ts",
  unit: "test/unit/**/*.test.ts",
  contract: "test/contract/**/*.test.ts",
  integration: "test/integration/**/*.test.ts",
  faults: "test/faults/**/*.test.ts",
  e2e: "test/e2e/**/*.test.ts",
};

export interface TestFile {
  readonly path: string;
  readonly needs: readonly ProgramName[];
}

/** The programs that `file` asks for by `requireProgram`, itself or through what it imports from the tests. */
function programsOf(root: string, file: string, seen: Set<string>): ProgramName[] {
  if (seen.has(file) || !file.startsWith("test/") || !existsSync(posix.join(root, file))) return [];
  seen.add(file);
  const source = readFileSync(posix.join(root, file), "utf8");
  const own = [...source.matchAll(/\brequireProgram\("(\w+)"\)/g)].map(([, name]) => name).filter(isProgramName);
  const { imports } = readImports(file, source);
  const next = imports.filter(({ specifier }) => specifier.startsWith("."));
  const further = next.flatMap(({ specifier }) => programsOf(root, posix.join(posix.dirname(file), specifier), seen));
  return [...own, ...further];
}

/** The test files of each suite with what they need. Test files that belong to no suite come back as `strays`. */
export function findTests(root: string): {
  readonly bySuite: ReadonlyMap<string, readonly TestFile[]>;
  readonly strays: readonly string[];
} {
  const bySuite = new Map<string, readonly TestFile[]>();
  for (const [suite, pattern] of Object.entries(suites)) {
    const paths = globSync(pattern, { cwd: root }).toSorted();
    bySuite.set(
      suite,
      paths.map((path) => ({ path, needs: programsOf(root, path, new Set()) })),
    );
  }
  const taken = new Set([...bySuite.values()].flat().map(({ path }) => path));
  const all = globSync("{test,server,db,widget,admin}/**/*.{test,spec}.{ts,tsx}", { cwd: root });
  return { bySuite, strays: all.filter((path) => !taken.has(path)) };
}
