import type { SetupVersionId } from "../core/id.ts";
import { UsageError } from "./command.ts";

/** A version's id as somebody typed it; a UsageError for anything else. */
export function versionId(text: string): SetupVersionId {
  if (!/^sv_[A-Za-z0-9_-]{22}$/.test(text)) throw new UsageError(`${text} is no version; \`handraise versions\` lists them.`);
  return `sv_${text.slice("sv_".length)}`;
}
