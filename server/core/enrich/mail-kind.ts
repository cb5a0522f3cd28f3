import type { Lead } from "../lead/lead.ts";

/** Addresses of a place and not of a person. */
const roles: ReadonlySet<string> = new Set(
  (
    "abuse accounting accounts admin administration adm anfrage anfragen billing bewerbung buchhaltung careers contact contacto contato " +
    "datenschutz einkauf empfang enquiries feedback finance hello help helpdesk hola hostmaster hr humanresources info infos information " +
    "inquiries invoices it jobs kontakt kundenservice mail mailbox marketing media moin news newsletter no-reply noc noreply office " +
    "orders postmaster pr press presse privacy purchasing recruiting reception rechnung root sales security sekretariat service services " +
    "shop spam ssladmin support team tech test ventas verkauf vertrieb verwaltung webmaster zentrale"
  ).split(" "),
);

/** Whether the part before the `@` names a place: `info`, `sales.de`, `support+eu`. */
export function isRoleAddress(email: string): boolean {
  const local = email.slice(0, email.lastIndexOf("@"));
  return roles.has(local) || roles.has(local.split(/[.+_-]/)[0] ?? "");
}

export type MailKind = "business" | "free" | "disposable" | "role";

/** What kind of address the lead has; undefined without one. */
export function mailKind({ email, freeMail, disposableMail }: Lead): MailKind | undefined {
  if (email === undefined) return undefined;
  if (disposableMail) return "disposable";
  if (freeMail) return "free";
  return isRoleAddress(email) ? "role" : "business";
}
