import { createCsvReader } from "../import/csv-reader.ts";
import { csvLine, readCell } from "../import/write-csv.ts";
import type { Area, Territory } from "./territory.ts";

type List = "countries" | "states" | "postalCodes" | "industries" | "accounts";
type Column = "territory" | "name" | "rep" | "pool" | List | "sizeFrom" | "sizeTo";

/** What a column may be called, in lower case without spaces, dashes and underscores; the first is what an export writes. */
const columns: Readonly<Record<Column, readonly string[]>> = {
  territory: ["territory", "territoryid", "id"],
  name: ["name", "territoryname"],
  rep: ["rep", "repid", "owner"],
  pool: ["pool", "poolid", "team"],
  countries: ["countries", "country", "region", "regions"],
  states: ["states", "state", "province"],
  postalCodes: ["postal_codes", "postalcodes", "postalcode", "postal", "zip", "zips", "zipcode", "postcode", "plz"],
  industries: ["industries", "industry", "sector"],
  sizeFrom: ["size_from", "sizefrom", "employeesfrom", "minsize"],
  sizeTo: ["size_to", "sizeto", "employeesto", "maxsize"],
  accounts: ["accounts", "account", "domain", "domains"],
};
const names: readonly Column[] = [
  "territory",
  "name",
  "rep",
  "pool",
  "countries",
  "states",
  "postalCodes",
  "industries",
  "sizeFrom",
  "sizeTo",
  "accounts",
];
const lists: readonly List[] = ["countries", "states", "postalCodes", "industries", "accounts"];

export interface CsvProblem {
  readonly line: number;
  readonly reason: string;
}

/** Territories of a file with the line of each area, by the area's path in the setup; or everything that is wrong. */
export interface CsvTerritories {
  readonly territories: readonly Territory[];
  readonly lines: ReadonlyMap<string, number>;
  readonly problems: readonly CsvProblem[];
}

interface Draft {
  readonly id: string;
  name: string;
  rep: string;
  pool: string;
  readonly line: number;
  readonly areas: { readonly area: Area; readonly line: number }[];
}

/**
 * Territories out of CSV, a row an area: the rows of one territory need not stand together, and its first row places it in the order.
 * Several values of a cell stand between `;` or `|`. Never throws.
 */
export function territoriesOfCsv(text: string): CsvTerritories {
  const reader = createCsvReader();
  const [head, ...records] = [...reader.push(text.replace(/^\uFEFF/, "")), ...reader.end()];
  const problems: CsvProblem[] = [];
  const drafts = new Map<string, Draft>();
  if (head === undefined || "fault" in head)
    return { territories: [], lines: new Map(), problems: [{ line: 1, reason: "there are no columns" }] };
  const places = head.cells.map(columnOf);
  places.forEach((place, i) => {
    if (place === null) problems.push({ line: head.line, reason: `there is no column ${head.cells[i] ?? ""}` });
  });
  if (!places.includes("territory")) problems.push({ line: head.line, reason: "there is no column territory" });
  for (const record of problems.length > 0 ? [] : records) {
    if ("fault" in record) problems.push({ line: record.line, reason: "has a quote that is not closed, or text behind one" });
    else
      takeRow(
        { line: record.line, cells: new Map(places.map((place, i) => [place ?? "name", readCell(record.cells[i] ?? "")])) },
        drafts,
        problems,
      );
  }
  return { ...finish([...drafts.values()]), problems };
}

function columnOf(cell: string): Column | null {
  const key = cell
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, "");
  return names.find((name) => columns[name].some((word) => word.replaceAll("_", "") === key)) ?? null;
}

interface Row {
  readonly line: number;
  readonly cells: ReadonlyMap<Column, string>;
}

function takeRow({ line, cells }: Row, drafts: Map<string, Draft>, problems: CsvProblem[]): void {
  const cell = (column: Column): string => cells.get(column) ?? "";
  const id = cell("territory");
  if (id === "") {
    problems.push({ line, reason: "names no territory" });
    return;
  }
  const draft = drafts.get(id) ?? { id, name: "", rep: "", pool: "", line, areas: [] };
  drafts.set(id, draft);
  for (const key of ["name", "rep", "pool"] as const) {
    if (cell(key) !== "" && draft[key] !== "" && draft[key] !== cell(key))
      problems.push({ line, reason: `gives ${id} another ${key} than line ${draft.line}` });
    draft[key] ||= cell(key);
  }
  const sizes = (["sizeFrom", "sizeTo"] as const).filter((key) => cell(key) !== "");
  for (const key of sizes)
    if (!/^\d{1,9}$/.test(cell(key))) problems.push({ line, reason: `${columns[key][0] ?? key} takes a number` });
  const area: Area = {
    ...Object.fromEntries(lists.filter((key) => cell(key) !== "").map((key) => [key, valuesOf(cell(key))])),
    ...Object.fromEntries(sizes.map((key) => [key, Number(cell(key))])),
  };
  draft.areas.push({ area, line });
}

function valuesOf(cell: string): readonly string[] {
  return cell
    .split(/[;|]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function finish(drafts: readonly Draft[]): Pick<CsvTerritories, "territories" | "lines"> {
  const lines = new Map<string, number>();
  const territories = drafts.map(({ id, name, rep, pool, line, areas }, i): Territory => {
    lines.set(`territories[${i}]`, line);
    areas.forEach((one, j) => lines.set(`territories[${i}].areas[${j}]`, one.line));
    const owner = { ...(rep === "" ? {} : { repId: rep }), ...(pool === "" ? {} : { poolId: pool }) };
    return { id, name: name === "" ? id : name, ...owner, areas: areas.map(({ area }) => area) };
  });
  return { territories, lines };
}

/** Territories as CSV that `territoriesOfCsv` reads back as the same. */
export function csvOfTerritories(territories: readonly Territory[]): string {
  const rows = territories.flatMap(({ id, name, repId, poolId, areas }) =>
    areas.map((area) => [
      id,
      name === id ? "" : name,
      repId,
      poolId,
      ...(["countries", "states", "postalCodes", "industries"] as const).map((key) => area[key]?.join("; ")),
      area.sizeFrom,
      area.sizeTo,
      area.accounts?.join("; "),
    ]),
  );
  return [names.map((name) => columns[name][0]), ...rows].map(csvLine).join("");
}
