import { foldText } from "../lead/fold-text.ts";

const table = `
  AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida
  GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland
  MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire
  NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania
  RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington
  WV West Virginia|WI Wisconsin|WY Wyoming|AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick
  NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec
  SK Saskatchewan|YT Yukon
`;

const codes = new Map(
  table
    .trim()
    .split(/\s*[|\n]\s*/)
    .map((row) => [foldText(row.slice(3)), row.slice(0, 2).toLowerCase()]),
);

/** A state as it is compared: the code of an American state or Canadian province, else the text without case and accents. `US-CA` is `ca`. */
export function stateKey(text: string): string {
  const folded = foldText(text.replace(/^[A-Za-z]{2}-/, ""));
  return codes.get(folded) ?? folded;
}
