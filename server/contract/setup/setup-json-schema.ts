import { z } from "zod";
import { setupFile } from "./setup.ts";

/** The setup file's shape as a JSON Schema, for editors: completion and marks while one types. The checks say more. */
export function setupJsonSchema(): object {
  const schema = z.toJSONSchema(setupFile, { io: "input", unrepresentable: "any", cycles: "ref" });
  return { ...schema, title: "Handraise setup" };
}
