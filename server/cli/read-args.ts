import { parseArgs } from "node:util";
import { UsageError } from "./command.ts";

type Shape = Readonly<Record<string, "string" | "boolean">>;
type Values<S extends Shape> = { readonly [K in keyof S]?: S[K] extends "string" ? string : boolean };

/** How a command prints a document when asked for one form; each command has its own default. */
export const documentOptions = { json: "boolean", yaml: "boolean" } as const;

/** Options and at most one file of a command; throws a UsageError for anything else. */
export function readArgs<S extends Shape>(
  args: readonly string[],
  shape: S,
): { readonly values: Values<S>; readonly file: string | undefined } {
  const options = Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, { type }]));
  const { values, positionals } = parse(args, options);
  const [file, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`One file is enough; there is also ${rest.join(" ")}.`);
  return { values: typedValues<S>(values), file };
}

/** As `readArgs`, for a command that takes no file. */
export function readOptions<S extends Shape>(args: readonly string[], shape: S): Values<S> {
  const { values, file } = readArgs(args, shape);
  if (file !== undefined) throw new UsageError(`It takes no file, but there is ${file}.`);
  return values;
}

function parse(args: readonly string[], options: Readonly<Record<string, { readonly type: "string" | "boolean" }>>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node goes on to explain how its own parser takes dashes.
    throw new UsageError(error instanceof Error ? `${error.message.split(/[.\n]/, 1)[0]}.` : "These options are wrong.");
  }
}

/** The guarantee: parseArgs in strict mode returns exactly the types that the shape asks for. */
function typedValues<S extends Shape>(values: unknown): Values<S> {
  return values as Values<S>;
}
