import { setupFields } from "../route/setup-fields.ts";
import type { Setup } from "../setup.ts";
import { checkCondition } from "./check-condition.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

/** Names that `score.…` has already. */
const taken: ReadonlySet<string> = new Set(["value", "band"]);

export function checkScores(setup: Setup): readonly SetupFault[] {
  const { scores = [] } = setup;
  if (scores.length === 0) return [];
  const fields = setupFields(setup).scores;
  return [
    ...checkUnique(scores, "scores"),
    ...scores.flatMap(({ id, rules, bands }, i) => [
      ...faultIf(taken.has(id), `scores[${i}].id`, `${id} is a name of its own: score.${id}`),
      ...rules.flatMap(({ when }, j) => checkCondition(when, `scores[${i}].rules[${j}].when`, fields)),
      ...bands.flatMap((band, j) => {
        const before = bands.findIndex(({ from, name }) => from === band.from || name === band.name);
        return faultIf(before < j, `scores[${i}].bands[${j}]`, `has the name or the bound of scores[${i}].bands[${before}]`);
      }),
    ]),
  ];
}
