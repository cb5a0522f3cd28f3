import type { Setup } from "../setup.ts";
import { compileScores, type ScoreLead, scoreFields } from "./compile-scores.ts";
import { compileTerritories, type FindTerritory } from "./compile-territories.ts";
import { type FieldRegistry, registryOf, text } from "./field.ts";
import { qualifyFieldsOf, subjectFieldsOf } from "./fields.ts";

/** The fields that a setup's conditions may ask: by its scores, by qualification before the verdict is there, and by its rules. */
export interface SetupFields {
  readonly scores: FieldRegistry;
  readonly qualify: FieldRegistry;
  readonly rules: FieldRegistry;
  readonly territoryOf: FindTerritory;
  readonly scoreLead: ScoreLead;
}

const first =
  (...registries: readonly FieldRegistry[]): FieldRegistry =>
  (name) => {
    for (const registry of registries) {
      const field = registry(name);
      if (field !== null) return field;
    }
    return null;
  };

const known = new WeakMap<Setup, SetupFields>();

/** Made once for each setup, because an index over its territories hangs on it. */
export function setupFields(setup: Setup): SetupFields {
  const made = known.get(setup) ?? makeFields(setup);
  known.set(setup, made);
  return made;
}

function makeFields({ company, scores = [], territories = [] }: Setup): SetupFields {
  const settings = { companyZone: company.timeZone };
  const territoryOf = compileTerritories(territories);
  const territory = registryOf({
    territory: text((subject) => territoryOf(subject)?.territory.id),
    "territory.repId": text((subject) => territoryOf(subject)?.territory.repId),
    "territory.poolId": text((subject) => territoryOf(subject)?.territory.poolId),
  });
  const before = first(qualifyFieldsOf(settings), territory);
  const scoreLead = compileScores(scores, before);
  const scored = scoreFields(scores, scoreLead);
  return {
    scores: before,
    qualify: first(before, scored),
    rules: first(subjectFieldsOf(settings), territory, scored),
    territoryOf,
    scoreLead,
  };
}
