/**
 * Legal forms of companies, as their words look after `toLatin` with single letters run together (`s. r. o.` is `sro`). A
 * form of several words has spaces. At the end of a name any of them goes; at its start, those of `leading`.
 */
const trailing = [
  // English-speaking countries, and what the world borrows from them.
  "inc|incorporated|incorporation|corp|corporation|co|company|companies|ltd|limited|llc|llp|lllp|lp|plc|pllc|pc|ulc|unlimited|unltd",
  "pty|proprietary|pte|pvt|private|dac|clg|cic|cio|cc|rf|npc|soc|nl|bhd|sdn|sdn bhd|berhad|pbc|gp|na|fze|fzc|fzco|fz llc|fzllc|wll|jsc|pjsc|ojsc|cjsc|opc|reit|psc|qsc|saog|saoc|liability|l l c|public",
  "joint stock|stock|the|and co|co ltd|co inc|coltd|coop|cooperative|holdings ltd|est|gte",
  // German-speaking.
  "gmbh|ggmbh|gesmbh|mbh|ag|kg|kgaa|ohg|og|ug|gbr|gesbr|ev|eg|ek|eu|ekfm|se|vvag|aor|stiftung|haftungsbeschrankt|ug haftungsbeschrankt|partg|partgmbb|gesellschaft mit beschrankter haftung|aktiengesellschaft|gesellschaft mbh|gesellschaft",
  "kommanditgesellschaft|and co kg|und co kg|gmbh and co|and co kgaa|und co|eingetragene genossenschaft|eingetragener verein|sarl|sagl|kdor|ior|gag",
  // French, Spanish, Portuguese, Italian, Romanian.
  "sa|sas|sasu|eurl|sci|scs|snc|sca|scop|sarlu|gie|gmbh sarl|asbl|aisbl|scrl|sprl|societe anonyme|societe|sl|slu|sll|slne|sau|sc|scl|sccl|scoop|spa|sac|saa|saic|saci|sacif|saci f|eirl|scpa|srl|srls|sapa|ss|saas|scarl|coop arl|soc coop",
  "sa de cv|sab de cv|s de rl de cv|s de rl|sapi de cv|de cv|rl de cv|sapi|sab|cv|ltda|limitada|lda|eireli|me|epp|unipessoal|unipessoal lda|ltda me|sociedad anonima|sociedad limitada|sociedade anonima|cia|cia ltda|y cia|e cia|ca|et cie|cie|sgps|sgr|societa per azioni|srl unipersonale|pfa",
  // Dutch, Nordic, Baltic.
  "bv|nv|vof|bvba|cvba|cva|vzw|cvoa|mij|besloten vennootschap|naamloze vennootschap|ab|hb|kb|abp|oy|oyj|ky|tmi|ry|rf|as|asa|ans|da|ba|sf|ks|nuf|enk|aps|ivs|amba|is|hf|ehf|ohf|slf|ses|aktiebolag|aktiebolaget|aktieselskab|anpartsselskab|osakeyhtio|as estonia|ou|fie|uab|ab lithuania|mb|vsi|sia|ps|publ",
  // Slavic, Balkan, Hungarian, Greek, Turkish.
  "sp z oo|spzoo|sp zoo|spolka z oo|zoo|spolka|spolka akcyjna|spolka z ograniczona odpowiedzialnoscia|sp j|spj|sp k|spk|sp|sro|spol sro|spol s ro|spol|vos|akc spol|kom spol|as cz|doo|dd|jdoo|dno|kd|dioo|ad|ead|ood|eood|et|dooel|shpk|sha|kft|zrt|nyrt|rt|bt|kkt|kht|korlatolt felelossegu tarsasag|ae|ee|oe|epe|ike|abee|aebe|monoprosopi|as turkiye|ltd sti|ltdsti|sti|san ve tic as|ve tic as|tic ltd|ve tic|san ve tic|san tic|anonim sirketi|limited sirketi|sanayi ve ticaret",
  "ooo|oao|zao|pao|ao|ip|tov|pat|prat|vat|zat|at|dp|pp|fop|too|tоо|odo|chp|chup|up|rup|oop|nko|gup|mup|fgup|td|mchj|mmc|ik|xk",
  // Asia.
  "kk|gk|yk|kabushiki kaisha|kabushiki gaisha|kabushikigaisha|godo kaisha|yugen kaisha|tbk|persero|pt|co jsc|tnhh|ctcp|jstc|cong ty|cong ty tnhh|ptyltd|coltda|pteltd|inc ltd|youxian gongsi|gufen youxian gongsi|zrt hu|pcl|public company|ltd part|gufen|jusikhoesa|chusik hoesa|hk",
].join("|");

/** Forms that stand before the name. Those that are also words of names are not among them. */
const leading =
  "ooo|oao|zao|pao|ao|too|tov|pat|prat|zat|vat|ip|chp|odo|up|oop|uab|ab|sia|as|ou|pt|cv|ud|tov|dp|fop|gup|mup|fgup|ltd|ltda|sarl|sas|srl|spa|cong ty tnhh|cong ty co phan|cong ty cp|ctcp|ngan hang tmcp|kabushiki kaisha|firma|fa|messrs|m s|et|ead|eood|ood|the|jusikhoesa|chusik hoesa|societe|ste|soc";

/** Forms in scripts that have no spaces; they go wherever they stand at an end. */
export const unspacedForms: readonly string[] = [
  "株式会社",
  "有限会社",
  "合同会社",
  "合資会社",
  "一般社団法人",
  "公益社団法人",
  "一般財団法人",
  "公益財団法人",
  "社会福祉法人",
  "医療法人",
  "学校法人",
  "独立行政法人",
  "国立大学法人",
  "股份有限公司",
  "有限责任公司",
  "有限責任公司",
  "有限公司",
  "股份公司",
  "集团",
  "集團",
  "公司",
  "주식회사",
  "유한회사",
  "(株)",
  "(有)",
  "(주)",
  "㈱",
  "㈲",
  "㈜",
];

const most = 5;

export const trailingForms: ReadonlySet<string> = new Set(trailing.split("|"));
const leadingForms: ReadonlySet<string> = new Set(leading.split("|"));
/** The words that a form may end, or begin, with: most names have none of them there. */
const lastWords: ReadonlySet<string> = new Set([...trailingForms].map((form) => form.slice(form.lastIndexOf(" ") + 1)));
const firstWords: ReadonlySet<string> = new Set([...leadingForms].map((form) => form.split(" ", 1)[0] ?? ""));

/** How many words at the end of `words` from `start` on are a legal form; 0 when none, and never all of them. */
export function formAtEnd(words: readonly string[], start: number, end: number): number {
  if (!lastWords.has(words[end - 1] ?? "")) return 0;
  for (let count = Math.min(most, end - start - 1); count > 0; count--) {
    const text = count === 1 ? (words[end - 1] ?? "") : words.slice(end - count, end).join(" ");
    if (trailingForms.has(text)) return count;
  }
  return 0;
}

/** The same at the start. */
export function formAtStart(words: readonly string[], start: number, end: number): number {
  if (!firstWords.has(words[start] ?? "")) return 0;
  for (let count = Math.min(most, end - start - 1); count > 0; count--) {
    const text = count === 1 ? (words[start] ?? "") : words.slice(start, start + count).join(" ");
    if (leadingForms.has(text)) return count;
  }
  return 0;
}
