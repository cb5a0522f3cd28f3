import { amount } from "../format.ts";
import type { PoolRep } from "./receipt-types.ts";

interface TurnsBarProps {
  readonly rep: PoolRep;
  readonly most: number;
  /** Strict pools have no shares. */
  readonly weighted: boolean;
}

const part = (value: number, most: number): string => `${Math.min(100, (100 * value) / most)}%`;

/** Turns taken as a bar, this lead's turn lighter at its end, and the fair share before it as a mark. */
export function TurnsBar({ rep: { before, after }, most, weighted }: TurnsBarProps) {
  if (before === null || after === null) return <span class="soft">The ledger up to this turn is not at hand.</span>;
  const taken = before.turns + before.credit;
  const now = after.turns + after.credit;
  return (
    <div class="turns-bar">
      <div class="track" aria-hidden="true">
        {now > taken && <span class="gained" style={{ width: part(now, most) }} />}
        <span class="taken" style={{ width: part(taken, most) }} />
        {weighted && <span class="due" style={{ left: part(before.due, most) }} />}
      </div>
      <span class="sum">
        {amount(taken)}
        {now > taken && <b> +{amount(now - taken)}</b>}
        <span class="unseen"> turns taken</span>
        {weighted && <span class="soft">, fair share {amount(before.due)}</span>}
        {before.credit > 0 && <span class="soft">, {amount(before.credit)} credited</span>}
      </span>
    </div>
  );
}
