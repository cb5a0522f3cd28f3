import type { ReceiptAnswer } from "../../server/contract/receipt.ts";
import { duration } from "../format.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Icon } from "../parts/icon.tsx";
import { OutcomeChip } from "../parts/outcome-chip.tsx";
import { When } from "../parts/when.tsx";
import { leadsPath } from "../router.ts";
import { receiptUrl } from "./receipt-url.ts";
import { ReplayBadge } from "./replay-badge.tsx";
import { whyAnswer } from "./why.ts";

/** What happened, why in a sentence, and how sure one can be. */
export function ReceiptHead({ answer: { receipt, story, replaysTheSame } }: { readonly answer: ReceiptAnswer }) {
  return (
    <header class="receipt-head">
      <nav aria-label="Breadcrumb">
        <a class="back" href={leadsPath}>
          <Icon name="back" />
          Leads
        </a>
      </nav>
      <h1 tabIndex={-1}>{story.heading}</h1>
      <p class="why">{whyAnswer(receipt)}</p>
      <div class="meta">
        <OutcomeChip outcome={receipt.outcome.kind} />
        <ReplayBadge same={replaysTheSame} />
        <When at={receipt.decidedAt} />
        <span class="soft">answered in {duration(receipt.totalMs)}</span>
        <span class="actions">
          <CopyButton text={location.href} label="Copy link" icon="link" />
          <a class="button" href={receiptUrl(receipt.leadId)} target="_blank" rel="noopener">
            <Icon name="code" />
            JSON
          </a>
        </span>
      </div>
    </header>
  );
}
