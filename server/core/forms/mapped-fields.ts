import type { FieldRole } from "../lead/field-words.ts";
import type { Lead } from "../lead/lead.ts";

/** A field of a lead that is read off whatever fields of a form are for it. */
export interface MappedField {
  readonly roles: readonly FieldRole[];
  readonly read: (lead: Lead) => string | number | undefined;
  /** Most forms give a list to choose from: what is chosen is no personal data. */
  readonly chosen?: true;
}

const names: readonly FieldRole[] = ["name", "firstName", "lastName"];

/** By the name that conditions ask for. An e-mail address is told by its shape, whatever its field is called, and so is not here. */
export const mappedFields: ReadonlyMap<string, MappedField> = new Map<string, MappedField>([
  ["lead.name", { roles: names, read: (lead) => lead.name }],
  ["lead.firstName", { roles: names, read: (lead) => lead.firstName }],
  ["lead.lastName", { roles: names, read: (lead) => lead.lastName }],
  ["lead.company", { roles: ["company"], read: (lead) => lead.company }],
  ["lead.jobTitle", { roles: ["jobTitle"], read: (lead) => lead.jobTitle }],
  ["lead.industry", { roles: ["industry"], read: (lead) => lead.industry, chosen: true }],
  ["lead.country", { roles: ["country"], read: (lead) => lead.country }],
  ["lead.state", { roles: ["state"], read: (lead) => lead.state }],
  ["lead.postalCode", { roles: ["postalCode"], read: (lead) => lead.postalCode }],
  ["lead.companySize", { roles: ["companySize"], read: (lead) => lead.companySize }],
  ["lead.phone", { roles: ["phone"], read: (lead) => lead.phone }],
  ["lead.website", { roles: ["website"], read: (lead) => lead.website }],
  ["lead.message", { roles: ["message"], read: (lead) => lead.message }],
]);
