/** The two parts of a checked mailbox: `Name <address>` or an address alone. */
export function parseMailbox(text: string): { readonly name: string; readonly email: string } {
  const match = /^([^<>@]*)<([^\s<>@]+@[^\s<>@]+)>$/.exec(text);
  return match ? { name: (match[1] ?? "").replaceAll('"', "").trim(), email: match[2] ?? "" } : { name: "", email: text };
}
