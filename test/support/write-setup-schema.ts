import { writeFileSync } from "node:fs";
import { setupJsonSchema } from "../../server/contract/setup/setup-json-schema.ts";

/** Where the schema stands; `npm run schema` writes it anew. */
export const schemaPath = "docs/reference/setup.schema.json";

/** The file's text. */
export function schemaText(): string {
  return `${JSON.stringify(setupJsonSchema(), null, 2)}\n`;
}

if (import.meta.main) writeFileSync(schemaPath, schemaText());
