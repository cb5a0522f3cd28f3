import type { ColumnRole } from "./columns.ts";
import type { ImportKind } from "./patch.ts";
import { readRowCells } from "./read-row.ts";
import type { Cells, RowRead } from "./row.ts";

type Value = string | number | boolean | null | readonly string[] | Readonly<Record<string, string | null>> | undefined;

/** Which column of a table a property of a batch is. */
const roles: Readonly<Record<string, ColumnRole>> = {
  id: "id",
  name: "name",
  domains: "domain",
  websites: "website",
  phones: "phone",
  aliases: "alias",
  parentId: "parentId",
  owner: "owner",
  country: "country",
  industry: "industry",
  employees: "employees",
  stage: "stage",
  openOpportunity: "openOpportunity",
  lastActivity: "lastActivity",
  created: "created",
  contactCount: "contactCount",
  email: "email",
  accountId: "accountId",
  alias: "alias",
  kind: "kind",
  deleted: "deleted",
};

function textOf(value: Value): string {
  if (Array.isArray(value)) return value.join("|");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Reads one object of a batch as a row whose columns are its properties: a table and a batch say the same in the same way. */
export function readBatchRow(kind: ImportKind, given: Readonly<Record<string, Value>>): RowRead {
  const cells: Cells[number][] = [];
  for (const [property, value] of Object.entries(given)) {
    const role = roles[property];
    if (role !== undefined && value !== undefined) cells.push({ column: { role, heading: property }, text: textOf(value) });
  }
  for (const [heading, value] of Object.entries(factsOf(given.facts))) {
    cells.push({ column: { role: "fact", heading }, text: value ?? "" });
  }
  return readRowCells(kind, cells);
}

function factsOf(value: Value): Readonly<Record<string, string | null>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? asFacts(value) : {};
}

/** The guarantee: of the values of a batch, an object that is no list is the facts. */
function asFacts(value: object): Readonly<Record<string, string | null>> {
  return value as Readonly<Record<string, string | null>>;
}
