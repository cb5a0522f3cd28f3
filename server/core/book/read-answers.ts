import type { Question } from "../slots/meeting-type.ts";
import type { BookingAnswer } from "./booking.ts";

export interface GivenAnswer {
  readonly id: string;
  readonly value: string;
}

export type AnswersRead =
  | { readonly ok: true; readonly answers: readonly BookingAnswer[] }
  | { readonly ok: false; readonly questionId: string; readonly reason: string };

/**
 * What the visitor answered, in the order of the questions. An answer to a question that has left the setup meanwhile is kept
 * under its id: what somebody typed is not thrown away.
 */
export function readAnswers(questions: readonly Question[], given: readonly GivenAnswer[]): AnswersRead {
  const values = new Map(given.map(({ id, value }) => [id, value.trim()]));
  for (const question of questions) {
    const reason = problemOf(question, values.get(question.id) ?? "");
    if (reason !== null) return { ok: false, questionId: question.id, reason };
  }
  const asked = questions.map(({ id, label }) => ({ id, label, value: values.get(id) ?? "" }));
  const known = new Set(questions.map(({ id }) => id));
  const others = [...values].filter(([id]) => !known.has(id)).map(([id, value]) => ({ id, label: id, value }));
  return { ok: true, answers: [...asked, ...others].filter(({ value }) => value !== "") };
}

function problemOf({ kind, required, options = [] }: Question, value: string): string | null {
  if (value === "") return required ? "It is needed." : null;
  if (kind === "choice" && !options.includes(value)) return "It is none of the options.";
  return kind === "phone" && !/^\+?[\d ()/.-]{5,40}$/.test(value) ? "It is no telephone number." : null;
}
