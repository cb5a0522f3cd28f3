import type { Question } from "../slots/meeting-type.ts";

/** What a title or description may name, besides `{answer.<id>}` for each question. */
export const templateVariables = ["meeting", "visitor", "rep", "company", "visitorCompany", "minutes"] as const;

export type TemplateValues = Readonly<Record<(typeof templateVariables)[number], string>>;

const variable = /\{([^{}]*)\}/g;

/** What stands in braces and means nothing; empty when the template is right. */
export function unknownVariables(template: string, questions: readonly Question[]): readonly string[] {
  const known = new Set<string>([...templateVariables, ...questions.map(({ id }) => `answer.${id}`)]);
  return [...template.matchAll(variable)].map(([, name = ""]) => name).filter((name) => !known.has(name));
}

/**
 * Puts values into a template in one pass, so that a value that looks like a variable stays as it is; what was not answered is
 * empty. The text is nobody's markup: whoever writes it into HTML or iCalendar escapes it there.
 */
export function fillTemplate(
  template: string,
  values: TemplateValues,
  answers: readonly { readonly id: string; readonly value: string }[],
): string {
  const all = new Map<string, string>([
    ...Object.entries(values),
    ...answers.map(({ id, value }) => [`answer.${id}`, value] as const),
  ]);
  return template.replaceAll(variable, (_whole, name: string) => all.get(name) ?? "").trim();
}
