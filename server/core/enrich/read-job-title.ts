import { foldText } from "../lead/fold-text.ts";

/** From the top: who decides alone, and who does the work. */
export type Seniority = "owner" | "c_level" | "vp" | "director" | "head" | "manager" | "senior" | "staff" | "junior";

export type JobFunction =
  | "executive"
  | "sales"
  | "marketing"
  | "engineering"
  | "it"
  | "product"
  | "design"
  | "data"
  | "finance"
  | "people"
  | "operations"
  | "support"
  | "legal"
  | "procurement"
  | "research"
  | "education"
  | "health";

export interface JobTitle {
  readonly seniority?: Seniority;
  readonly function?: JobFunction;
}

/** Asked in this order; words are folded, `*` stands for the rest of a word. */
const seniorities: readonly (readonly [Seniority, string])[] = [
  [
    "junior",
    "intern|internship|trainee|apprentice|student|werkstudent*|praktikant*|azubi|auszubildende*|stagiaire|becari*|tirocinante|estagiari*|stagiair|working student|junior|jr|entry level|graduate",
  ],
  // Owners of a product, not of a company.
  ["staff", "product owner|process owner|scrum master"],
  ["vp", "vp|svp|evp|avp|vice president|vice presidente|vizeprasident*|bereichsvorstand|senior vice president|vicepresidente"],
  [
    "c_level",
    "ceo|cto|cfo|coo|cmo|cio|ciso|cro|cpo|cdo|chro|cso|cco|chief * officer|chief|vorstand|vorstandsvorsitzende*|c level|csuite|dsi|pdg|directeur general|directrice generale|director general|directora general|direttore generale|amministratore delegato|diretor geral|algemeen directeur|dirigeant*",
  ],
  [
    "owner",
    "owner|co owner|founder|cofounder|co founder|founding partner|managing partner|proprietor|inhaber*|grunder*|gruender*|mitgrunder*|gesellschafter*|fondateur|fondatrice|cofondateur|fundador*|cofundador*|fondatore|eigenaar|oprichter|socio|propietari*|proprietari*|self employed|selbstandig*|selbststandig*|freelance*|geschaftsfuhr*|geschaeftsfuehr*|managing director|president|presidente|gerant*|gerente general",
  ],
  [
    "head",
    "head|*leiter|*leiterin|*leitung|abteilungsleit*|bereichsleit*|teamleit*|team lead|lead|tech lead|responsable|jefe|jefa|chef de|capo|responsabile|chefe|hoofd|coordinador*",
  ],
  ["director", "director|directors|direktor*|directeur|directrice|direttore|direttrice|diretor*|directora|direktorin"],
  [
    "manager",
    "manager|managerin|mgr|supervisor|gerente|manageur|teamlead|projektleit*|project lead|coordinator|koordinator*|controller|chef",
  ],
  ["senior", "senior|sr|principal|staff engineer|expert*|architect|architekt*|specialist iii"],
];

const functions: readonly (readonly [JobFunction, string])[] = [
  [
    "people",
    "hr|human resources|people|talent|recruit*|personal|personalreferent*|personalleit*|personalwesen|chro|rh|ressources humaines|recursos humanos|risorse umane|personeel*|employer branding",
  ],
  [
    "marketing",
    "marketing|cmo|growth|demand generation|demand gen|content|seo|sem|brand|communications|communication|pr|public relations|kommunikation|mercadeo|mercadotecnia|social media|event|events",
  ],
  [
    "sales",
    "sales|cro|account executive|account manager|business development|bdr|sdr|ae|vertrieb|vertriebs*|verkauf|verkaufs*|commercial|commerciale|comercial|ventas|vendite|vendas|verkoop|revenue|revops|partnerships|aussendienst|key account",
  ],
  ["data", "data|analytics|analyst|business intelligence|bi|machine learning|ml|ai|ki|statistic*|datos|donnees|dati|dados"],
  [
    "engineering",
    "engineer|engineering|developer|entwickl*|software*|cto|devops|sre|programmer|programmierer*|ingenieur*|ingeniero*|ingeniera|ingegner*|engenheir*|desarrollador*|developpeur|developpeuse|sviluppator*|desenvolvedor*|ontwikkelaar|architect|architekt*|qa|tester|frontend|backend|full stack|fullstack|tech lead",
  ],
  [
    "it",
    "it|cio|ciso|information technology|systems|system administrator|systemadministrator|sysadmin|infrastructure|network|security|informatique|informatica|sistemas|dsi|edv|helpdesk",
  ],
  ["product", "product|produkt*|producto|produit|prodotto|produto|cpo|scrum master|product owner"],
  ["design", "design|designer|ux|ui|creative|kreativ*|gestalter*|diseno|disenador*|concepteur|grafik*"],
  [
    "finance",
    "finance|financial|cfo|accounting|accountant|controller|controlling|treasury|treasurer|tax|buchhalt*|finanz*|finanzen|comptab*|finanzas|contabilidad|contador*|finanza|contabil*|financas|boekhoud*|audit*|rechnungswesen",
  ],
  [
    "legal",
    "legal|lawyer|attorney|counsel|compliance|privacy|dpo|recht|jurist*|rechtsanw*|syndikus*|juridique|avocat*|abogad*|avvocat*|advogad*|datenschutz*|paralegal",
  ],
  [
    "procurement",
    "procurement|purchasing|buyer|sourcing|supply chain|einkauf|einkaufer*|einkaeufer*|achats|acheteur|acheteuse|compras|acquisti|inkoop",
  ],
  [
    "support",
    "support|customer success|customer service|customer experience|cx|service desk|kundenservice|kundenbetreu*|kundendienst|service client|soporte|atencion al cliente|assistenza|suporte|klantenservice",
  ],
  [
    "operations",
    "operations|ops|coo|logistics|logistik|production|produktion|fertigung|plant|werk*|manufacturing|quality|betrieb*|betriebs*|operaciones|operazioni|operacoes|facility|office|administration|assistant|assistenz|assistent*|sekretar*|secretary|warehouse|lager",
  ],
  [
    "education",
    "teacher|professor|professorin|lecturer|dean|principal of school|lehrer*|dozent*|enseignant*|profesor*|docente|school|rektor*",
  ],
  [
    "health",
    "physician|doctor|nurse|arzt|arztin|medical|clinical|pharmacist|apotheker*|medecin|medico|medica|enfermer*|infirmier*",
  ],
  [
    "research",
    "research|researcher|scientist|wissenschaft*|forsch*|r d|rnd|r and d|recherche|investigador*|ricerc*|pesquis*|forschung",
  ],
  [
    "executive",
    "ceo|chief executive|owner|founder|cofounder|co founder|managing director|president|geschaftsfuhr*|geschaeftsfuehr*|inhaber*|vorstand|vorstandsvorsitzende*|pdg|directeur general|director general|directora general|amministratore delegato|general manager|grunder*|gruender*|mitgrunder*|board member|chairman|gerant*|dirigeant*|fondateur|fondatrice|fundador*|eigenaar|oprichter|propietari*",
  ],
];

type Ask = (padded: string) => boolean;

function askOf(words: string): Ask {
  const patterns = words.split("|").map((word) => word.replaceAll(" * ", " (?:\\p{L}+ ){1,3}").replaceAll("*", "[\\p{L}]*"));
  const all = new RegExp(` (?:${patterns.join("|")}) `, "u");
  return (padded) => all.test(padded);
}

let asks: {
  readonly seniority: readonly (readonly [Seniority, Ask])[];
  readonly function: readonly (readonly [JobFunction, Ask])[];
} | null = null;

const cacheLimit = 2_000;
const cache = new Map<string, JobTitle>();

/** How high and in what a title stands, in the languages of Western Europe: `Head of Sales EMEA`, `Geschäftsführerin`, `Directeur Financier`. */
export function readJobTitle(text: string): JobTitle {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const title = text.length > 200 ? {} : findTitle(text);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, title);
  return title;
}

function findTitle(text: string): JobTitle {
  asks ??= {
    seniority: seniorities.map(([name, words]) => [name, askOf(words)] as const),
    function: functions.map(([name, words]) => [name, askOf(words)] as const),
  };
  const folded = foldText(text.replace(/&/g, " and ").replace(/([\p{L}])[:*/_·]in(nen)?\b/giu, "$1"));
  if (folded === "") return {};
  const padded = ` ${folded} `;
  const seniority = asks.seniority.find(([, ask]) => ask(padded))?.[0];
  const found = asks.function.find(([, ask]) => ask(padded))?.[0];
  // Somebody with a trade and no rank does the work.
  const rank = seniority ?? (found === undefined ? undefined : "staff");
  return { ...(rank === undefined ? {} : { seniority: rank }), ...(found === undefined ? {} : { function: found }) };
}
