import type { Receipt } from "../core/receipt/receipt.ts";
import type { Story } from "../core/receipt/tell-receipt.ts";

export type { Receipt } from "../core/receipt/receipt.ts";
export type { Story } from "../core/receipt/tell-receipt.ts";

/** `GET /v1/admin/leads/:id/receipt` on the wire: the core's receipt is JSON already. */
export interface ReceiptAnswer {
  readonly receipt: Receipt;
  readonly story: Story;
  /** Whether routing the lead again with what was known then gives the same answer. */
  readonly replaysTheSame: boolean;
}
