import { amount, percent } from "../format.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Pool, PoolRep } from "./receipt-types.ts";
import { TurnsBar } from "./turns-bar.tsx";
import { isOut, whyRep } from "./why.ts";

interface PoolRowProps {
  readonly rep: PoolRep;
  readonly pool: Pool;
  /** The most turns or share of any member: the bars' common scale. */
  readonly most: number;
}

/** One member: why, turns against the fair share, and what is owed before and after this lead. */
export function PoolRow({ rep, pool, most }: PoolRowProps) {
  const chosen = rep.reason === "chosen";
  const out = isOut(rep.reason);
  return (
    <tr class={chosen ? "chosen" : out ? "out" : "later"}>
      <th scope="row">
        <span class="person">
          <Avatar name={rep.name} />
          {rep.name}
        </span>
      </th>
      <td class="because">
        <Icon name={chosen ? "check" : out ? "cross" : "dash"} />
        <span>
          {chosen && <strong>Chosen. </strong>}
          {whyRep(rep, pool)}
        </span>
      </td>
      <td class="bar">
        <TurnsBar rep={rep} most={most} weighted={pool.rotation === "weighted"} />
      </td>
      <td class="number" data-label={pool.rotation === "weighted" ? "owed" : "priority"}>
        {pool.rotation === "weighted" ? <Owed rep={rep} /> : rep.priority}
      </td>
    </tr>
  );
}

function Owed({ rep: { before, after, weight } }: { readonly rep: PoolRep }) {
  if (before === null || after === null) return <span class="soft">not at hand</span>;
  if (weight === 0) return <span class="soft">reserve</span>;
  return (
    <>
      <span class="before">{amount(before.shortfall)}</span>
      <span class="soft" aria-hidden="true">
        {" → "}
      </span>
      <span class="unseen"> before, </span>
      {amount(after.shortfall)}
      <span class="unseen"> after</span>
      <span class="share soft">{percent(before.share)} share</span>
    </>
  );
}
