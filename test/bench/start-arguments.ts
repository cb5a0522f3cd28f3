import { readFileSync } from "node:fs";

interface Package {
  readonly scripts: { readonly start: string };
}

/** The package's own file, whose scripts are among what it must have. */
const asPackage = (value: unknown): Package => value as Package;

/** What `npm start` gives Node: its options, then the program from the root and its arguments. */
export function startArguments(): readonly string[] {
  const { scripts } = asPackage(JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")));
  return scripts.start.split(" ").slice(1);
}
