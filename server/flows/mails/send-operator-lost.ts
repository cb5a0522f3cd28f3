import { renderOperatorLost } from "../../core/notify/render-operator-lost.ts";
import type { JobAnswer } from "../job-answer.ts";
import type { World } from "../world.ts";

/** Tells the operator that a rep's calendar is lost; not when it works again meanwhile, or when nobody is named to be told. */
export async function sendOperatorLost(
  world: World,
  { repId, since }: { readonly repId: string; readonly since: number },
): Promise<JobAnswer> {
  const { operatorMail, publicUrl } = world.settings;
  const live = world.state.setup();
  const rep = live.reps.get(repId);
  const reading = await world.store.read.busy.find(repId);
  if (operatorMail === null || !rep || reading?.failure !== "auth_lost") return { kind: "done" };
  const words = renderOperatorLost({
    rep,
    byRep: rep.calendar.kind === "connected",
    company: live.setup.company,
    url: `${publicUrl}/admin`,
  });
  const result = await world.mailer.send({
    id: `${repId}.${since}.operator-lost`,
    to: { name: "", email: operatorMail },
    ...words,
  });
  if (result.kind === "accepted") return { kind: "done" };
  world.log.warn({ repId, result: result.kind }, "a mail was not accepted");
  return result.kind === "later" ? { kind: "again", error: result.message } : { kind: "dead", error: result.message };
}
