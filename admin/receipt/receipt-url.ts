/** Where a lead's receipt is as JSON. */
export function receiptUrl(leadId: string): string {
  return `/v1/admin/leads/${encodeURIComponent(leadId)}/receipt`;
}
