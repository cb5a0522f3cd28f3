/** What a mail says, before it is text or HTML. */
export interface MailContent {
  readonly hello: string;
  readonly heading: string;
  readonly lead: string;
  readonly about: string;
  /** `href` is set when the value is a link. */
  readonly rows: readonly { readonly label: string; readonly lines: readonly string[]; readonly href?: string }[];
  readonly actions: readonly { readonly label: string; readonly hint: string; readonly href: string }[];
  readonly footer: string;
}
