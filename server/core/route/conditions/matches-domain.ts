import { type ConditionOp, refuse, textsFor } from "./condition-op.ts";

/** The e-mail address, website or domain belongs to one of the domains or to one below it, and never to a look-alike. */
export const matchesDomain: ConditionOp = {
  name: "matches_domain",
  label: "belongs to the domain",
  takes: "texts",
  whenMissing: "unknown",
  plan: (value, type) => {
    const texts = textsFor(value, type);
    if (typeof texts === "string") return refuse(texts);
    return { form: "domains", some: texts.map((text) => text.replace(/^@/, "")), wanted: true };
  },
};
