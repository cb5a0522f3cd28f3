import type { SendMailOptions, Transporter } from "nodemailer";
import type { Mail, Mailer, MailResult } from "../../../core/ports/mail.ts";

export interface SmtpSettings {
  /** `smtp://user:password@host:587` (STARTTLS) or `smtps://user:password@host:465`; user and password percent-encoded. */
  readonly url: string;
  readonly from: { readonly name: string; readonly email: string };
  /** For each step of the conversation; 15 s when absent. */
  readonly timeoutMs?: number;
}

/** Sends by SMTP, one connection a mail and no retry of its own: the jobs own retries, and the Message-ID is stable. */
export function createSmtpMailer(settings: SmtpSettings): Mailer {
  let transport: Promise<Transporter> | undefined;
  return {
    async send(mail) {
      if (!isAddress(mail.to.email) || (mail.replyTo && !isAddress(mail.replyTo.email))) {
        return { kind: "refused", message: "the address is not a single e-mail address" };
      }
      transport ??= openTransport(settings);
      try {
        await (await transport).sendMail(message(mail, settings.from));
        return { kind: "accepted" };
      } catch (error) {
        return resultOf(error);
      }
    },
    async close() {
      (await transport)?.close();
    },
  };
}

async function openTransport({ url, timeoutMs = 15_000 }: SmtpSettings): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  const server = new URL(url);
  const secure = server.protocol === "smtps:";
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(server.hostname);
  const user = decodeURIComponent(server.username);
  return createTransport({
    host: server.hostname.replaceAll(/^\[|\]$/g, ""),
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    // A password never travels in clear, even when somebody on the way strips STARTTLS from the greeting.
    requireTLS: user !== "" && !secure && !isLoopback,
    ...(user === "" ? {} : { auth: { user, pass: decodeURIComponent(server.password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function message(mail: Mail, from: SmtpSettings["from"]): SendMailOptions {
  return {
    messageId: `<${mail.id.replaceAll(/[^\w.-]/g, "-")}@${from.email.slice(from.email.lastIndexOf("@") + 1)}>`,
    from: { name: oneLine(from.name), address: from.email },
    to: { name: oneLine(mail.to.name), address: mail.to.email },
    ...(mail.replyTo ? { replyTo: { name: oneLine(mail.replyTo.name), address: mail.replyTo.email } } : {}),
    subject: oneLine(mail.subject),
    text: mail.text,
    html: mail.html,
    // RFC 3834: keeps out-of-office answers from coming back.
    headers: { "Auto-Submitted": "auto-generated" },
    // As an alternative part (Gmail, Apple) and as an attachment (Outlook): nodemailer writes both.
    ...(mail.invite
      ? {
          icalEvent: {
            method: mail.invite.method,
            content: mail.invite.ics,
            filename: mail.invite.method === "CANCEL" ? "cancel.ics" : "invite.ics",
          },
        }
      : {}),
  };
}

/**
 * 5xx about this recipient or this message cannot be helped by trying again. Everything before that is between the mail
 * server and our configuration (greeting, TLS, login, sender), which an operator mends while the mail waits.
 */
function resultOf(error: unknown): MailResult {
  if (!(error instanceof Error)) return { kind: "later", message: String(error) };
  const about = "command" in error && (error.command === "RCPT TO" || error.command === "DATA");
  const isPermanent = "responseCode" in error && typeof error.responseCode === "number" && error.responseCode >= 500;
  const isLogin = "code" in error && error.code === "EAUTH";
  const message = isLogin ? `the mail server refused our login: ${error.message}` : error.message;
  return { kind: about && isPermanent ? "refused" : "later", message };
}

/** One addr-spec and nothing that could start another address, a parameter or a header. */
function isAddress(email: string): boolean {
  return email.length <= 254 && /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u.test(email);
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim();
}
