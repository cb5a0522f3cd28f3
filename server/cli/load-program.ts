import { readdirSync, readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { join } from "node:path";
import { constants, Script } from "node:vm";

/** The built program, and how to keep what V8 has compiled of it until now. */
export interface Program {
  readonly entry: typeof import("./run-process.ts");
  /** Whether V8 took what was kept of an earlier run. */
  readonly wasCompiled: boolean;
  keepCompiled(): Buffer;
}

type Wrapped = (
  ...args: readonly [exports: unknown, require: NodeJS.Require, module: Module, file: string, folder: string]
) => void;

/** The program is built as a function around a module. */
const asWrapped = (value: unknown): Wrapped => value as Wrapped;
/** What was built from the entry exports what the entry does. */
const asEntry = (exported: unknown): Program["entry"] => exported as Program["entry"];

/** The program's file in a built folder. Its name carries a hash of what it is, and so does that of what was compiled of it. */
export function programFile(folder: string): string {
  const name = readdirSync(folder).find((one) => /^program-.+\.cjs$/.test(one));
  if (!name) throw new TypeError(`there is no program in ${folder}: npm run build makes it`);
  return join(folder, name);
}

/** Where the code is kept that a build has compiled by running the program. */
export const compiledFile = (program: string): string => program.replace(/cjs$/, "compiled");

function readCompiled(program: string): Buffer | undefined {
  try {
    return readFileSync(compiledFile(program));
  } catch {
    // Without it the program is the same, and starts more slowly.
    return undefined;
  }
}

/**
 * Runs the built program. Node's own compile cache lacks every function that is first called after its file was compiled,
 * which is nearly all that a start runs. V8 refuses what another version of it, or one with other flags, has compiled.
 */
export function loadProgram(folder: string): Program {
  const file = programFile(folder);
  const cachedData = readCompiled(file);
  const script = new Script(readFileSync(file, "latin1"), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData ? { cachedData } : {}),
  });
  const module = new Module(file);
  const require = createRequire(file);
  // What is loaded later, such as the driver of Postgres, uses what is here.
  require.cache[file] = module;
  asWrapped(script.runInThisContext())(module.exports, require, module, file, folder);
  const wasCompiled = cachedData !== undefined && script.cachedDataRejected === false;
  return { entry: asEntry(module.exports), wasCompiled, keepCompiled: () => script.createCachedData() };
}
