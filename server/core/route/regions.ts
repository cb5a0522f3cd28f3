import { countryCodes } from "../lead/country-codes.ts";
import { readCountry } from "../lead/read-country.ts";

const codes = (list: string): readonly string[] => list.trim().split(/\s+/);

const eu = codes("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE");
const efta = codes("CH IS LI NO");
const eea = [...eu, "IS", "LI", "NO"];
const europe = [...eu, ...efta, ...codes("AD AL AX BA BY FO GB GG GI IM JE MC MD ME MK RS RU SJ SM TR UA VA XK")];
const gulf = codes("AE BH KW OM QA SA");
const middleEast = [...gulf, ...codes("EG IL IQ IR JO LB PS SY TR YE")];
const northAfrica = codes("DZ EG LY MA SD TN EH");
const africa = codes(`
  AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD
  SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW
`);
const southAmerica = codes("AR BO BR CL CO EC FK GF GY PE PY SR UY VE");
const centralAmerica = codes("BZ CR GT HN MX NI PA SV");
const caribbean = codes("AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI");
const asean = codes("BN ID KH LA MM MY PH SG TH TL VN");
const southAsia = codes("AF BD BT IN LK MV NP PK");
const eastAsia = codes("CN HK JP KP KR MN MO TW");
const oceania = codes("AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS");
const centralAsia = codes("KG KZ TJ TM UZ");

/** Regions that sales teams divide the world by, with the countries that belong to each (ISO 3166-1). `NA` is North America; Namibia is `NAM`. */
export const regions: Readonly<Record<string, readonly string[]>> = {
  EU: eu,
  EEA: eea,
  EFTA: efta,
  EUROPE: europe,
  DACH: codes("DE AT CH"),
  BENELUX: codes("BE NL LU"),
  NORDICS: codes("DK FI IS NO SE FO GL AX"),
  BALTICS: codes("EE LV LT"),
  IBERIA: codes("ES PT"),
  UKI: codes("GB IE"),
  CEE: codes("AL BA BG CZ EE HR HU LT LV MD ME MK PL RO RS SI SK UA XK"),
  GCC: gulf,
  MENA: [...new Set([...middleEast, ...northAfrica])],
  AFRICA: africa,
  EMEA: [...new Set([...europe, ...middleEast, ...africa])],
  NA: codes("US CA"),
  NORTH_AMERICA: codes("US CA"),
  NAFTA: codes("US CA MX"),
  LATAM: [...southAmerica, ...centralAmerica, ...caribbean],
  AMERICAS: [...codes("US CA GL PM BM"), ...southAmerica, ...centralAmerica, ...caribbean],
  ASEAN: asean,
  ANZ: codes("AU NZ"),
  SOUTH_ASIA: southAsia,
  APAC: [...asean, ...southAsia, ...eastAsia, ...oceania],
  ASIA: [...new Set([...asean, ...southAsia, ...eastAsia, ...centralAsia, ...middleEast.filter((code) => code !== "EG")])],
  OCEANIA: oceania,
  G7: codes("CA DE FR GB IT JP US"),
};

const known = new Set<string>(countryCodes);

/** Countries of a region, or the one country that is named by its code or name; null when it is neither. Codes in upper case. */
export function countriesOf(name: string): readonly string[] | null {
  const region =
    regions[
      name
        .trim()
        .toUpperCase()
        .replaceAll(/[\s-]+/g, "_")
    ];
  if (region !== undefined) return region;
  const country = readCountry(name);
  return country !== null && known.has(country) ? [country] : null;
}
