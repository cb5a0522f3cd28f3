import { phrases } from "../lead/field-words.ts";
import { foldText } from "../lead/fold-text.ts";
import type { ImportKind } from "./patch.ts";

/** What a column of a table is for; `fact` is any that no list knows, under its own heading. */
export type ColumnRole =
  | "id"
  | "name"
  | "domain"
  | "altDomains"
  | "website"
  | "phone"
  | "alias"
  | "formerName"
  | "parentId"
  | "owner"
  | "country"
  | "industry"
  | "employees"
  | "stage"
  | "openOpportunity"
  | "lastActivity"
  | "created"
  | "contactCount"
  | "email"
  | "firstName"
  | "lastName"
  | "accountId"
  | "kind"
  | "deleted"
  | "fact";

export interface Column {
  readonly role: ColumnRole;
  /** As the file heads it. */
  readonly heading: string;
}

const owner = phrases(`
  owner | owner id | owner email | owner e mail | owner rep id | rep | rep id | rep email | account owner | account owner id
  account owner email | company owner | record owner | contact owner | contact owner email | owner username | besitzer
  inhaber | account manager | betreuer | verantwortlich | zustandig | proprietaire | propietario | responsable
`);

const deleted = phrases("deleted | is deleted | isdeleted | removed | geloscht | supprime | eliminado");

const accountWords: Partial<Record<ColumnRole, readonly string[]>> = {
  id: phrases(`
    id | account id | accountid | record id | company id | external id | crm id | account number | salesforce id | hubspot id
    organization id | organisation id | id account | kundennummer | firmen id | numero de compte
  `),
  name: phrases(`
    name | account name | account | company | company name | organization | organisation | organization name
    organisation name | firma | firmenname | unternehmen | unternehmensname | nom | nom de l entreprise | entreprise | societe
    raison sociale | empresa | nombre | nombre de la empresa | azienda | ragione sociale | bedrijf | bedrijfsnaam
  `),
  domain: phrases(`
    domain | domains | company domain | company domain name | primary domain | email domain | e mail domain | main domain
    website domain | domaine | dominio | domein
  `),
  altDomains: phrases(`
    alt domains | alt domain | alternate domains | alternative domains | additional domains | other domains
    secondary domains | more domains | weitere domains | autres domaines
  `),
  website: phrases(`
    website | websites | website url | web site | url | homepage | company website | company url | webseite | internetseite
    site web | sitio web | pagina web | sito web
  `),
  phone: phrases(`
    phone | phones | phone number | telephone | company phone | account phone | main phone | telefon | telefonnummer
    telephone number | telefono | telefone
  `),
  alias: phrases("alias | aliases | also known as | aka | other names | alternative names | short name | trading name | dba"),
  formerName: phrases("former name | former names | previous name | previous names | old name | fruherer name | ancien nom"),
  parentId: phrases(`
    parent id | parent account id | parentid | parent | parent account | parent company id | ultimate parent id
    parent record id | mutter id | ubergeordnete firma id
  `),
  owner,
  country: phrases(`
    country | country code | billing country | billing country code | country region | hq country | headquarters country
    land | pays | pais | paese | lander | mailing country
  `),
  industry: phrases("industry | sector | branche | secteur | industria | settore | industrie | vertical"),
  employees: phrases(`
    employees | number of employees | employee count | numberofemployees | company size | headcount | size | employee range
    mitarbeiter | mitarbeiterzahl | anzahl mitarbeiter | effectif | nombre d employes | empleados | numero de empleados
    dipendenti | medewerkers
  `),
  stage: phrases(
    "stage | account stage | account type | type | lifecycle stage | customer status | kundenstatus | account status",
  ),
  openOpportunity: phrases(
    "open opportunity | open opportunities | has open opportunity | open deal | open deals | has open deal",
  ),
  lastActivity: phrases(`
    last activity | last activity date | last activity at | last contacted | last touch | last modified activity
    letzte aktivitat
  `),
  created: phrases("created | created at | created date | create date | createdate | date created | erstellt | erstellt am"),
  contactCount: phrases("contact count | number of contacts | contacts | number of associated contacts"),
  deleted,
};

const contactWords: Partial<Record<ColumnRole, readonly string[]>> = {
  email: phrases(`
    email | e mail | email address | e mail address | mail | work email | business email | primary email | emailadresse
    e mail adresse | adresse e mail | courriel | correo | correo electronico | id email
  `),
  name: phrases(
    "name | full name | contact name | contact | nom complet | nombre completo | vollstandiger name | ansprechpartner",
  ),
  firstName: phrases("first name | firstname | given name | vorname | prenom | nombre | nome | voornaam"),
  lastName: phrases(
    "last name | lastname | surname | family name | nachname | nom | nom de famille | apellido | apellidos | cognome | achternaam",
  ),
  accountId: phrases(`
    account id | accountid | company id | account | associated company id | primary associated company id | organization id
    organisation id | firmen id | account record id
  `),
  owner,
  deleted,
};

const aliasWords: Partial<Record<ColumnRole, readonly string[]>> = {
  accountId: phrases("account id | accountid | id | company id | account | account record id"),
  alias: phrases("alias | text | name | alias name | also known as | aka"),
  kind: phrases("kind | type | alias kind | alias type"),
  deleted,
};

const wordsOf: Readonly<Record<ImportKind, Partial<Record<ColumnRole, readonly string[]>>>> = {
  accounts: accountWords,
  contacts: contactWords,
  aliases: aliasWords,
};

const required: Readonly<Record<ImportKind, readonly ColumnRole[]>> = {
  accounts: ["name"],
  contacts: ["email"],
  aliases: ["accountId", "alias"],
};

/** What columns of a kind are called by us, for messages and exports. */
const ownHeadings: Readonly<Partial<Record<ColumnRole, string>>> = {
  id: "id",
  name: "name",
  domain: "domain",
  altDomains: "alt_domains",
  website: "website",
  phone: "phone",
  alias: "alias",
  formerName: "former_name",
  parentId: "parent_id",
  owner: "owner",
  country: "country",
  industry: "industry",
  employees: "employees",
  stage: "stage",
  openOpportunity: "open_opportunity",
  lastActivity: "last_activity",
  created: "created",
  contactCount: "contact_count",
  email: "email",
  accountId: "account_id",
  kind: "kind",
  deleted: "deleted",
};

function tableOf(kind: ImportKind): ReadonlyMap<string, ColumnRole> {
  const table = new Map<string, ColumnRole>();
  for (const [role, words] of Object.entries(wordsOf[kind])) {
    for (const word of words) if (!table.has(foldText(word))) table.set(foldText(word), asRole(role));
  }
  return table;
}

/** The guarantee: it is a key of one of the tables above. */
function asRole(key: string): ColumnRole {
  return key as ColumnRole;
}

const tables: Readonly<Record<ImportKind, ReadonlyMap<string, ColumnRole>>> = {
  accounts: tableOf("accounts"),
  contacts: tableOf("contacts"),
  aliases: tableOf("aliases"),
};

/** Roles that several columns of one table may have; of the others the first column counts and further ones are facts. */
const several: ReadonlySet<ColumnRole> = new Set(["domain", "altDomains", "website", "phone", "alias", "formerName", "fact"]);

export interface Header {
  readonly columns: readonly Column[];
  /** Why the file cannot be read by this header; empty when it can. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** What the columns of a table are for, by the headings that programs and people give them. */
export function readHeader(kind: ImportKind, cells: readonly string[]): Header {
  const columns: Column[] = [];
  const problems: string[] = [];
  for (const [place, cell] of cells.entries()) {
    const heading = cell.replace(/\s+/g, " ").trim().slice(0, 120);
    const known = tables[kind].get(foldText(heading)) ?? "fact";
    const taken = !several.has(known) && columns.some(({ role }) => role === known);
    if (heading === "" && place < cells.length - 1) problems.push(`column ${place + 1} has no heading`);
    if (heading !== "" && columns.some((one) => one.heading === heading)) problems.push(`two columns are headed ${heading}`);
    columns.push({ role: taken ? "fact" : known, heading });
  }
  // A table of what is gone need not say its names.
  const isOfDeleted = columns.some(({ role }) => role === "deleted");
  for (const role of required[kind]) {
    if (role === "name" && isOfDeleted) continue;
    if (!columns.some((one) => one.role === role)) problems.push(missing(role, columns));
  }
  const noKey = kind === "accounts" && !columns.some(({ role }) => role === "id" || role === "domain" || role === "website");
  if (noKey) problems.push("there is no column id, nor a domain that could stand for it");
  const unused = kind === "aliases" ? columns.filter(isUnused).map(({ heading }) => heading) : [];
  return { columns, problems, warnings: unused.map((heading) => `the column ${heading} is not used`) };
}

/** What an export says on top and an import says itself. */
const retold: ReadonlySet<string> = new Set(["author", "created"]);

function isUnused({ role, heading }: Column): boolean {
  return role === "fact" && heading !== "" && !retold.has(heading.toLowerCase());
}

function missing(role: ColumnRole, columns: readonly Column[]): string {
  const headings = columns.map(({ heading }) => heading).join(", ");
  return `there is no column ${ownHeadings[role] ?? role} among ${headings.length > 200 ? `${headings.slice(0, 200)}…` : headings}`;
}
