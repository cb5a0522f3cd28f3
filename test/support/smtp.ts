import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface SmtpScript {
  /** Answers RCPT TO with this instead of taking the recipient. */
  readonly refuseRecipient?: { readonly code: number; readonly text: string };
  /** Answers RCPT TO of these with 550, and names them in its answer as servers do. */
  readonly refuse?: (address: string) => boolean;
  /** Answers the message itself with this instead of taking it. */
  readonly refuseMessage?: { readonly code: number; readonly text: string };
  /** Asks for this login. */
  readonly login?: { readonly user: string; readonly password: string };
}

export interface SmtpInbox {
  readonly url: string;
  readonly port: number;
  /** What has arrived, in order. */
  readonly mails: readonly ParsedMail[];
  /** Each mail as it came over the wire. */
  readonly sources: readonly string[];
  /** Envelope recipients, in order. */
  readonly recipients: readonly string[];
  stop(): Promise<void>;
}

/** A real SMTP server on a free loopback port that keeps what it gets, or refuses as the script says. */
export async function startSmtp(script: SmtpScript = {}): Promise<SmtpInbox> {
  const mails: ParsedMail[] = [];
  const sources: string[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    authOptional: script.login === undefined,
    allowInsecureAuth: true,
    disabledCommands: script.login === undefined ? ["AUTH", "STARTTLS"] : ["STARTTLS"],
    onAuth: ({ username, password }, _session, done) => {
      const right = username === script.login?.user && password === script.login?.password;
      done(right ? null : smtpError(535, "Authentication failed"), { user: username });
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = script.refuseRecipient;
      if (refusal) return done(smtpError(refusal.code, refusal.text));
      if (script.refuse?.(address)) return done(smtpError(550, `5.1.1 <${address}>: no such user`));
      recipients.push(address);
      done();
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = script.refuseMessage;
        if (refusal) return done(smtpError(refusal.code, refusal.text));
        const source = Buffer.concat(chunks);
        sources.push(source.toString());
        simpleParser(source, (error, mail) => {
          if (!error) mails.push(mail);
          done(error);
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    port: address.port,
    mails,
    sources,
    recipients,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
