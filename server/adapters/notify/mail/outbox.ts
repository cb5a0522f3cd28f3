import type { Mail, Mailer } from "../../../core/ports/mail.ts";

/** Sends nothing: every mail is kept by `keep`, where a developer or an operator can read it. */
export function createOutboxMailer({ keep }: { readonly keep: (mail: Mail) => Promise<void> }): Mailer {
  return {
    async send(mail) {
      try {
        await keep(mail);
        return { kind: "accepted" };
      } catch (error) {
        return { kind: "later", message: error instanceof Error ? error.message : String(error) };
      }
    },
    async close() {},
  };
}
