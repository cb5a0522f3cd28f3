import type { ReceiptAnswer } from "../../server/contract/receipt.ts";
import { Panel } from "../parts/panel.tsx";

/** With what it was decided, for whoever wants to decide it again. */
export function SetupPanel({ answer: { receipt, replaysTheSame } }: { readonly answer: ReceiptAnswer }) {
  const rows = {
    Lead: receipt.leadId,
    Decision: receipt.decisionId,
    "Setup version": receipt.setup.versionId,
    "Setup hash": receipt.setup.hash,
  };
  return (
    <Panel
      id="setup"
      title="How to check it"
      note={
        replaysTheSame
          ? "Routed again just now with what was known then: every rep, reason and rule came out the same."
          : "Routed again just now with what was known then, something came out differently: the program has changed since, or entries of the ledger are missing."
      }
    >
      <dl class="ids">
        {Object.entries(rows).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
