import { parseArgs } from "node:util";
import { UsageError } from "./command.ts";

type Shape = Readonly<Record<string, "string" | "boolean">>;
type Values<S extends Shape> = { readonly [K in keyof S]?: S[K] extends "string" ? string : boolean };

/** Options and positionals of a command; an unknown option is a UsageError. */
export function readArgs<S extends Shape>(
  args: readonly string[],
  shape: S,
): { readonly values: Values<S>; readonly positionals: readonly string[] } {
  const options = Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, { type }]));
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
    return { values: typedValues<S>(values), positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "wrong options");
  }
}

/** The guarantee: parseArgs in strict mode returns exactly the types that the shape asks for. */
function typedValues<S extends Shape>(values: object): Values<S> {
  return values as Values<S>;
}
