import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { findTests } from "./support/suites.ts";

test("a test that starts a real program by whatever way needs it, and a test in no suite is a stray", () => {
  const root = mkdtempSync(join(tmpdir(), "handraise-suites-"));
  const files = {
    "test/unit/plain.test.ts": 'import "../support/none.ts";\n',
    "test/integration/deep.test.ts": 'import { go } from "../support/far.ts";\n',
    "test/support/far.ts": 'export { go } from "./near.ts";\n',
    "test/support/near.ts":
      'import { requireProgram } from "./programs.ts";\nexport const go = () => requireProgram("postgres");\n',
    "server/core/lost.test.ts": "export {};\n",
  };
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  const { bySuite, strays } = findTests(root);
  rmSync(root, { recursive: true });
  expect(bySuite.get("unit")).toEqual([{ path: "test/unit/plain.test.ts", needs: [] }]);
  expect(bySuite.get("integration")).toEqual([{ path: "test/integration/deep.test.ts", needs: ["postgres"] }]);
  expect(bySuite.get("e2e")).toEqual([]);
  expect(strays).toEqual(["server/core/lost.test.ts"]);
});
