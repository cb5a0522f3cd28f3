/** `GET /v1/admin/leads/:id/receipt` on the wire: the core's receipt is JSON already. */
export type { Receipt } from "../core/receipt/receipt.ts";
export type { Story } from "../core/receipt/tell-receipt.ts";
