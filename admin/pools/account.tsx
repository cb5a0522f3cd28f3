import type { LedgerLine, PoolLedger } from "../../server/contract/pools.ts";
import { points } from "../format.ts";
import { When } from "../parts/when.tsx";
import { leadPath } from "../router.ts";
import { useAnswer } from "./use-answer.ts";

/** More would bury the page; the command line prints all of it. */
const shown = 40;

/** One member's account, entry by entry, the newest first: the changes add up to what is owed. */
export function Account({ poolId, repId }: { readonly poolId: string; readonly repId: string }) {
  const { answer } = useAnswer<PoolLedger>(`/v1/admin/pools/${poolId}/ledger?rep=${encodeURIComponent(repId)}`);
  if (answer === null) return <p class="soft">Loading…</p>;
  if (answer.kind !== "ok") return <p class="soft">The ledger cannot be read at the moment.</p>;
  const lines = answer.value.lines.toReversed();
  if (lines.length === 0) return <p class="soft">Nothing happened yet.</p>;
  return (
    <>
      <ol class="ledger">
        {lines.slice(0, shown).map((line) => (
          <Line key={line.seq} line={line} />
        ))}
      </ol>
      {lines.length > shown && (
        <p class="soft">
          And {lines.length - shown} earlier lines:{" "}
          <code>
            handraise ledger {poolId} --rep {repId}
          </code>
        </p>
      )}
    </>
  );
}

function Line({ line: { at, text, leadId, change, owed } }: { readonly line: LedgerLine }) {
  return (
    <li>
      <When at={at} />
      <span>{leadId === null ? text : <a href={leadPath(leadId)}>{text}</a>}</span>
      <span class="number">{change === 0 ? "" : points(change)}</span>
      <span class="number soft">
        <span class="unseen">owed after it: </span>
        {points(owed)}
      </span>
    </li>
  );
}
