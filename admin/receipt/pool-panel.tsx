import { useSignal } from "@preact/signals";
import { count } from "../format.ts";
import { Panel } from "../parts/panel.tsx";
import { fairOrder } from "./fair-order.ts";
import { PoolRow } from "./pool-row.tsx";
import type { Pool } from "./receipt-types.ts";

/** More would bury the rest of the page. */
const shownAtFirst = 12;

/** Every member of an asked pool: why taken, why not, and the ledger before and after. */
export function PoolPanel({ pool }: { readonly pool: Pool }) {
  const all = useSignal(false);
  const reps = fairOrder(pool);
  const shown = all.value ? reps : firstOf(reps);
  const most = Math.max(
    1,
    ...reps.flatMap(({ before, after }) => (before && after ? [after.turns + after.credit, before.due] : [])),
  );
  const weighted = pool.rotation === "weighted";
  return (
    <Panel id={`pool-${pool.id}`} title={`Every rep of ${pool.name}`} note={noteOf(pool)}>
      <table class="turns">
        <thead>
          <tr>
            <th scope="col">Rep</th>
            <th scope="col">Why, or why not</th>
            <th scope="col">{weighted ? "Turns and fair share" : "Turns"}</th>
            <th scope="col" class="number">
              {weighted ? "Owed" : "Priority"}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((rep) => (
            <PoolRow key={rep.id} rep={rep} pool={pool} most={most} />
          ))}
        </tbody>
      </table>
      {shown.length < reps.length && (
        <p class="more">
          <button class="button" type="button" onClick={() => (all.value = true)}>
            Show all {count(reps.length, "rep")}
          </button>
        </p>
      )}
    </Panel>
  );
}

/** The first ones in fair order, and the chosen one wherever they stand. */
function firstOf(reps: Pool["reps"]): Pool["reps"] {
  if (reps.length <= shownAtFirst + 2) return reps;
  return reps.filter((rep, place) => place < shownAtFirst || rep.reason === "chosen");
}

function noteOf({ offer, rotation }: Pool): string {
  if (offer === "any") return "Times at which anybody is free were offered; the rep is chosen at booking.";
  if (offer === "all") return "Everybody is needed at once.";
  const order = rotation === "weighted" ? "whoever is owed the most stands first" : "by priority, then by the longest wait";
  return `In fair order, ${order}. Asked from the top until one could be offered.`;
}
