import type { Decision } from "../../core/route/decision.ts";
import type { World } from "../world.ts";
import type { Known } from "./route-lead.ts";

/** What a decision knew of its lead, for deciding again by the setup that is live now; `learned` stands for what sources said since. */
export function knownAgain(world: World, before: Decision, learned: Pick<Decision, "facts" | "enrichment"> = before): Known {
  const { lead, match, verdict, history, spam, excluded } = before;
  const { facts, enrichment } = learned;
  const subject = { ...(facts ? { facts } : {}), ...(spam ? { spam } : {}) };
  return {
    live: world.state.setup(),
    lead,
    match,
    verdict,
    now: world.now(),
    more: { subject, ...(enrichment ? { enrichment } : {}) },
    ...(history ? { history } : {}),
    ...(excluded ? { excluded: new Set(excluded) } : {}),
  };
}
