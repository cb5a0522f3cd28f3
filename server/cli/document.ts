import { parseDocument, stringify } from "yaml";
import { type CliIo, Refusal, UsageError } from "./command.ts";

/** What a JSON or YAML file holds; a Refusal names the line that cannot be read. */
export async function readDocument(io: CliIo, file: string): Promise<unknown> {
  const document = parseDocument(await io.readText(file));
  const [error] = document.errors;
  const [where] = error?.linePos ?? [];
  if (error) throw new Refusal(`${file}:${where?.line ?? 1}: ${error.message.split(/ at line |\n/, 1)[0]}`);
  return document.toJS({ maxAliasCount: 200 });
}

interface Form {
  readonly json?: boolean;
  readonly yaml?: boolean;
}

/** Prints a value as JSON or YAML, whichever was asked for, or the command's own form. */
export function printDocument(io: CliIo, { json, yaml }: Form, value: unknown): void {
  if (json && yaml) throw new UsageError("Choose one of --json and --yaml.");
  if (yaml) io.out(stringify(value, { lineWidth: 110, aliasDuplicateObjects: false }).trimEnd());
  else io.out(JSON.stringify(value, null, 2));
}
