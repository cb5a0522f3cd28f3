import { foldText } from "../lead/fold-text.ts";

/** A small tree: `branch/twig`, and words by which people and vendors call each. Asked in this order. */
const tree: readonly (readonly [string, string])[] = [
  [
    "technology/software",
    "software|saas|saa s|app development|cloud|cybersecurity|cyber security|computer software|information security|devops|logiciel*|edicion de software",
  ],
  [
    "technology/hardware",
    "hardware|semiconductor*|electronics|computer networking|computer hardware|elektronik|halbleiter|electronique|electronica",
  ],
  ["technology/telecom", "telecom*|telekom*|wireless|internet provider|isp"],
  ["finance/insurance", "insurance|insurtech|versicherung*|assurance*|seguros|assicurazion*|verzekering*"],
  ["finance/banking", "bank*|credit union|fintech|payments|sparkasse|banque*|banca|bancos"],
  [
    "finance/investment",
    "investment*|venture capital|private equity|asset management|capital markets|hedge fund|vermogensverwalt*|wealth management",
  ],
  ["finance/accounting", "accounting|steuerberat*|tax advis*|audit|comptabilite|contabilidad|wirtschaftspruf*"],
  ["finance/services", "financ*|finanz*|leasing"],
  ["health/pharma", "pharma*|biotech*|life sciences|life science|drug*"],
  ["health/devices", "medical device*|medizintechnik|medtech"],
  [
    "health/care",
    "health*|hospital*|clinic*|medical|krankenhaus*|klinik*|pflege*|gesundheit*|sante|salud|sanita|saude|dental|veterinary|senior care|wellness",
  ],
  ["education/higher", "higher education|universit*|college*|hochschule*"],
  [
    "education/schools",
    "education*|school*|schule*|e learning|elearning|training|bildung*|enseignement|educacion|istruzione|academy|edtech",
  ],
  ["manufacturing/automotive", "automotive|automobil*|car manufactur*|kfz*|auto parts"],
  [
    "manufacturing/machinery",
    "machinery|mechanical*|industrial engineering|maschinenbau|industrial automation|machine*|robotics|anlagenbau",
  ],
  ["manufacturing/chemicals", "chemical*|chemie|plastics|kunststoff*|chimie|quimic*"],
  [
    "manufacturing/food",
    "food|beverage*|lebensmittel*|food production|getranke|agroalimentaire|alimentos|winery|wine and spirits|brewery",
  ],
  [
    "manufacturing/general",
    "manufactur*|industr* goods|fertigung|produktion|fabrication|fabricacion|manifattur*|textile*|metal*|packaging|consumer goods|apparel|furniture|paper|glass*",
  ],
  [
    "energy/utilities",
    "utilit*|energy|energie|oil*|gas|renewable*|solar|wind|power|electric power|mining|bergbau|stadtwerke|energia|wasserversorgung",
  ],
  [
    "construction/building",
    "construction|building|bau|baugewerbe|bauwesen|civil engineering|architect*|architekt*|hochbau|tiefbau|batiment|construccion|edilizia|handwerk",
  ],
  [
    "property/real_estate",
    "real estate|immobilien*|property*|immobilier|inmobiliari*|immobiliar*|facility management|facilities",
  ],
  ["retail/ecommerce", "e commerce|ecommerce|online retail|online shop*|onlinehandel|versandhandel|marketplace"],
  [
    "retail/stores",
    "retail*|einzelhandel|supermarket*|grocery|shop|stores|commerce de detail|comercio minorista|handel|fashion|luxury",
  ],
  ["trade/wholesale", "wholesale*|grosshandel|distribution|import and export|import export|distributor*|trading|mayorista"],
  [
    "transport/logistics",
    "logistic*|transport*|freight|shipping|supply chain|spedition*|trucking|airline*|aviation|warehousing|maritime|package delivery|railroad*",
  ],
  [
    "travel/hospitality",
    "hospitality|hotel*|restaurant*|travel|tourism|tourismus|reise*|gastronomie|hosteleria|leisure|hotellerie",
  ],
  [
    "media/publishing",
    "media|publishing|newspaper*|broadcast*|verlag*|medien|entertainment|film|music|gaming|video games|games|sports|editorial",
  ],
  [
    "services/marketing",
    "marketing*|advertising|werbung|werbeagentur|agency|agentur|public relations|publicite|publicidad|pubblicita|market research",
  ],
  [
    "services/consulting",
    "consult*|beratung*|unternehmensberatung|conseil|consultoria|consulenza|professional services|business services",
  ],
  ["services/legal", "legal*|law|law firm*|law practice|rechtsanw*|kanzlei*|avocat*|abogad*|juridique"],
  [
    "services/staffing",
    "staffing|recruit*|human resources|personaldienst*|zeitarbeit|personalvermittlung|interim|recrutement|outsourcing",
  ],
  [
    "technology/services",
    "it services|it consulting|information technology*|it dienstleist*|technology|tech|it|internet|informatique|informatica|tecnologia|edv|computer*|data|hosting",
  ],
  [
    "public/nonprofit",
    "non profit*|nonprofit*|ngo|charit*|foundation|verein|stiftung|philanthropy|gemeinnutzig*|association|ong|religious*|religion",
  ],
  [
    "public/government",
    "government*|public sector|public administration|offentlich*|behorde*|verwaltung|military|defen*e|law enforcement|police|administration publique|sector publico|kommune*|municipal*",
  ],
  ["agriculture/farming", "agricultur*|farming|farm*|landwirtschaft*|forst*|forestry|fishery|agritech|agro*|agricole"],
];

let asks: readonly (readonly [string, RegExp])[] | null = null;
const cacheLimit = 2_000;
const cache = new Map<string, string | null>();

/** The place of an industry in the tree, e.g. `technology/software` of `Computer Software`; a place of the tree is itself. Null when it is none. */
export function readIndustry(text: string): string | null {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const place = text.length > 200 ? null : findPlace(text);
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(text, place);
  return place;
}

function findPlace(text: string): string | null {
  const lower = text.trim().toLowerCase();
  if (tree.some(([place]) => place === lower)) return lower;
  asks ??= tree.map(([place, words]) => [place, new RegExp(` (?:${words.replaceAll("*", "\\p{L}*")}) `, "u")] as const);
  const padded = ` ${foldText(text.replace(/&/g, " and "))} `;
  return asks.find(([, pattern]) => pattern.test(padded))?.[0] ?? null;
}
