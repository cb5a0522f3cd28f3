import type { LeadLabel } from "./labelled-lead.ts";

/** How well answers fit their labels. */
export interface Figures {
  readonly leads: number;
  readonly answered: number;
  readonly right: number;
  /** Leads that belong to no account and got one. */
  readonly falsePositives: number;
  readonly none: number;
}

/** Classes that need knowledge which no text holds: told apart, and in no total. */
const apart = new Set(["former_name", "brand_of_company", "acronym_ambiguous", "native_name_translation"]);

/** Whether a class counts in the totals. */
export const counts = (name: string) => !apart.has(name);

/** Whether an answer is right: the expected account, or another acceptable one unless the lead tells accounts of one domain apart. */
export function isRight({ class: name, expected, acceptable }: LeadLabel, answer: string): boolean {
  if (expected === null) return false;
  return answer === expected || (name !== "shared_domain_tiebreak" && acceptable.includes(answer));
}

const nothing: Figures = { leads: 0, answered: 0, right: 0, falsePositives: 0, none: 0 };

/** Counts answers by class and in total; leads that nobody could know are left out. */
export function scoreAnswers(answers: Iterable<{ readonly label: LeadLabel; readonly answer: string | null }>): {
  readonly byClass: ReadonlyMap<string, Figures>;
  readonly total: Figures;
} {
  const byClass = new Map<string, Figures>();
  let total = nothing;
  for (const { label, answer } of answers) {
    if (!label.recoverable && label.expected !== null) continue;
    byClass.set(label.class, add(byClass.get(label.class) ?? nothing, label, answer));
    if (counts(label.class)) total = add(total, label, answer);
  }
  return { byClass, total };
}

function add(figures: Figures, label: LeadLabel, answer: string | null): Figures {
  const none = label.expected === null;
  return {
    leads: figures.leads + 1,
    answered: figures.answered + (answer === null ? 0 : 1),
    right: figures.right + (answer !== null && isRight(label, answer) ? 1 : 0),
    falsePositives: figures.falsePositives + (none && answer !== null ? 1 : 0),
    none: figures.none + (none ? 1 : 0),
  };
}

/** Right among answered; 1 when nothing was answered. */
export const precision = ({ answered, right }: Figures) => (answered === 0 ? 1 : right / answered);
/** Right among those that have an account. */
export const recall = ({ leads, none, right }: Figures) => (leads === none ? 1 : right / (leads - none));
export const f1 = (figures: Figures) => {
  const [p, r] = [precision(figures), recall(figures)];
  return p + r === 0 ? 0 : (2 * p * r) / (p + r);
};
export const falsePositiveRate = ({ falsePositives, none }: Figures) => (none === 0 ? 0 : falsePositives / none);
