import { AppError } from "../../core/errors.ts";
import { type LeadId, parseLeadId } from "../../core/id.ts";

/** A lead's id as the address has it; throws `not_found` for anything else. */
export function requireLeadId(text: string): LeadId {
  const id = parseLeadId(text);
  if (id === null) throw new AppError("not_found");
  return id;
}
