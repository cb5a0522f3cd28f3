import type { Setup } from "../setup.ts";
import { type FieldRegistry, qualifyFieldsOf, subjectFieldsOf } from "./fields.ts";

/** The fields that a setup's conditions may ask: before the verdict is there, and after. */
export interface SetupFields {
  readonly qualify: FieldRegistry;
  readonly rules: FieldRegistry;
}

export function setupFields({ company }: Pick<Setup, "company">): SetupFields {
  const settings = { companyZone: company.timeZone };
  return { qualify: qualifyFieldsOf(settings), rules: subjectFieldsOf(settings) };
}
