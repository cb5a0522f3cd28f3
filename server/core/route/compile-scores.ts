import { answer, compileInto } from "./compile-when.ts";
import { type FieldRegistry, type FieldTable, number, registryOf, text } from "./field.ts";
import { openFrameLayout } from "./frame.ts";
import type { Score, ScorePolicy } from "./score.ts";
import type { Subject } from "./subject.ts";

/** The scores of a lead, in the setup's order; remembered for each subject, and never made when nothing asks. */
export type ScoreLead = (subject: Subject) => readonly Score[];

export function compileScores(policies: readonly ScorePolicy[], fields: FieldRegistry): ScoreLead {
  const scorers = policies.map((policy) => compileScore(policy, fields));
  const known = new WeakMap<Subject, readonly Score[]>();
  return (subject) => {
    const before = known.get(subject);
    if (before !== undefined) return before;
    const scores = scorers.map((score) => score(subject));
    known.set(subject, scores);
    return scores;
  };
}

function compileScore({ id, rules, bands }: ScorePolicy, fields: FieldRegistry): (subject: Subject) => Score {
  const layout = openFrameLayout();
  const steps = rules.map(({ when, points, reason }) => ({ points, reason, when: compileInto(when, { fields, layout }) }));
  const highestFirst = bands.toSorted((a, b) => b.from - a.from);
  return (subject) => {
    const frame = layout.read(subject);
    const told = steps.map((step) => ({ ...step, answer: answer(step.when, frame) }));
    const reasons = told.filter((one) => one.answer === "yes").map(({ reason, points }) => ({ reason, points }));
    const value = reasons.reduce((sum, { points }) => sum + points, 0);
    const band = highestFirst.find(({ from }) => value >= from)?.name ?? null;
    return { id, value, band, reasons, unknown: told.filter((one) => one.answer === "unknown").map(({ reason }) => reason) };
  };
}

/** `score.<id>` and `score.<id>.band` of each, and `score.value` and `score.band` of the first. */
export function scoreFields(policies: readonly ScorePolicy[], scores: ScoreLead): FieldRegistry {
  const table: Record<string, FieldTable[string]> = {};
  for (const [place, { id }] of [...policies.entries()].toReversed()) {
    const value = number((subject) => scores(subject)[place]?.value);
    const band = text((subject) => scores(subject)[place]?.band);
    Object.assign(table, { [`score.${id}`]: value, [`score.${id}.band`]: band });
    if (place === 0) Object.assign(table, { "score.value": value, "score.band": band });
  }
  return registryOf(table);
}
