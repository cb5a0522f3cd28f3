import { useSignal } from "@preact/signals";
import type { PoolMemberRow } from "../../server/contract/pools.ts";
import { amount, percent, points } from "../format.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Icon } from "../parts/icon.tsx";
import { When } from "../parts/when.tsx";
import { Account } from "./account.tsx";
import { reasonWords } from "./reason-words.ts";

interface MemberRowProps {
  readonly rep: PoolMemberRow;
  readonly poolId: string;
  /** The most turns or share of any member: the bars' common scale. */
  readonly most: number;
}

const part = (value: number, most: number): string => `${Math.min(100, Math.max(0, (100 * value) / most))}%`;

/** One member, whose account opens below it. */
export function MemberRow({ rep, poolId, most }: MemberRowProps) {
  const isOpen = useSignal(false);
  return (
    <>
      <tr class={rep.reason === null ? "later" : "out"}>
        <th scope="row">
          <span class="person">
            <Avatar name={rep.name} />
            {rep.name}
          </span>
        </th>
        <td class="because">
          <Icon name={rep.reason === null ? "check" : "cross"} />
          <span>
            {reasonWords(rep.reason)}
            {rep.since !== null && (
              <span class="soft">
                {" since "}
                <When at={rep.since} />
              </span>
            )}
          </span>
        </td>
        <td class="bar">
          <Turns rep={rep} most={most} />
        </td>
        <td class="number" data-label="owed">
          <button
            class="button quiet account"
            type="button"
            aria-expanded={isOpen.value}
            onClick={() => (isOpen.value = !isOpen.value)}
          >
            {rep.weight === 0 ? "reserve" : points(rep.owed)}
            <span class="unseen"> turns owed to {rep.name}: why</span>
          </button>
          <span class="share soft">{percent(rep.share)} share</span>
        </td>
      </tr>
      {isOpen.value && (
        <tr class="account">
          <td colSpan={4}>
            <Account poolId={poolId} repId={rep.id} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Turns taken as a bar, with the fair share as a mark. */
function Turns({ rep: { turns, credit, due }, most }: Pick<MemberRowProps, "rep" | "most">) {
  const taken = turns + credit;
  return (
    <div class="turns-bar">
      <div class="track" aria-hidden="true">
        <span class="taken" style={{ width: part(taken, most) }} />
        <span class="due" style={{ left: part(due, most) }} />
      </div>
      <span class="sum">
        {amount(taken)}
        <span class="unseen"> turns taken</span>
        <span class="soft">, fair share {amount(due)}</span>
        {credit > 0 && <span class="soft">, {amount(credit)} credited</span>}
      </span>
    </div>
  );
}
