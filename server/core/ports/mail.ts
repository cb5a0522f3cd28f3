/** A message ready to be sent. `id` is stable across retries and becomes the Message-ID. */
export interface Mail {
  readonly id: string;
  readonly to: { readonly name: string; readonly email: string };
  readonly replyTo?: { readonly name: string; readonly email: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** An iTIP calendar part with its METHOD. */
  readonly invite?: { readonly method: "REQUEST" | "CANCEL"; readonly ics: string };
}

export type MailResult =
  | { readonly kind: "accepted" }
  /** Trying again can help (4xx, no connection). */
  | { readonly kind: "later"; readonly message: string }
  /** Trying again cannot help (5xx). */
  | { readonly kind: "refused"; readonly message: string };

export interface Mailer {
  send(mail: Mail): Promise<MailResult>;
  close(): Promise<void>;
}
