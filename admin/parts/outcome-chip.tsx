const words: Readonly<Record<string, string>> = {
  offered: "Offered",
  redirect: "Redirect",
  message: "Message",
  disqualified: "Disqualified",
  fallback: "Fallback",
};

/** What a lead was answered with. */
export function OutcomeChip({ outcome }: { readonly outcome: string }) {
  return <span class={`chip ${outcome in words ? outcome : ""}`}>{words[outcome] ?? outcome}</span>;
}
