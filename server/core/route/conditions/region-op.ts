import { countriesOf } from "../regions.ts";
import { type ConditionOp, refuse, textsOf } from "./condition-op.ts";

/** An operator on a country, by regions such as `EU` and `DACH` and by countries. */
export function regionOp(name: string, label: string, wanted: boolean): ConditionOp {
  return {
    name,
    label,
    takes: "values",
    whenMissing: "unknown",
    plan: (value, type) => {
      if (type !== "country" && type !== "answer") return refuse(`cannot test a ${type} field`);
      const names = Array.isArray(value) ? textsOf(value) : null;
      if (names === null) return refuse("needs a list of regions or countries that is not empty");
      const keys = new Set<string>();
      for (const one of names) {
        const countries = countriesOf(one);
        if (countries === null) return refuse(`knows no region or country ${one.toUpperCase()}`);
        for (const country of countries) keys.add(country);
      }
      return { form: "country", keys: [...keys], wanted };
    },
  };
}
