import type { Receipt } from "../../server/contract/receipt.ts";
import { amount, points } from "../format.ts";
import { Panel } from "../parts/panel.tsx";

const words = { qualified: "Qualified", disqualified: "Disqualified", spam: "Taken for spam" } as const;

/** The verdict, its score and what made it. */
export function VerdictPanel({ verdict }: { readonly verdict: Receipt["verdict"] }) {
  const needed = verdict.qualifiedAt === null ? "" : ` of the ${amount(verdict.qualifiedAt)} that are needed`;
  return (
    <Panel id="verdict" title="Qualification">
      <p class={`verdict ${verdict.kind}`}>
        <strong>{words[verdict.kind]}</strong>
        <span class="soft">
          {amount(verdict.score)} points{needed}
        </span>
      </p>
      {verdict.reasons.length === 0 && <p class="nothing">No rule of qualification had anything to say.</p>}
      <ul class="pairs">
        {verdict.reasons.map(({ ruleId, reason, points: given }) => (
          <li key={ruleId}>
            <span>{reason}</span>
            {given !== 0 && <b class="number">{points(given)}</b>}
          </li>
        ))}
        {verdict.unknown.map((name) => (
          <li key={name} class="soft">
            <span>{name}</span>
            <span class="number">a field was missing</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
