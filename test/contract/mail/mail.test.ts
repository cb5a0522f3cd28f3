import { createServer, type Server, type Socket } from "node:net";
import ICAL from "ical.js";
import { afterEach, describe, expect, test } from "vitest";
import { createOutboxMailer } from "../../../server/adapters/notify/mail/outbox.ts";
import { createSmtpMailer } from "../../../server/adapters/notify/mail/smtp.ts";
import { buildInvite } from "../../../server/core/invite/build-invite.ts";
import { renderMail } from "../../../server/core/notify/render-mail.ts";
import type { Mail, Mailer } from "../../../server/core/ports/mail.ts";
import { someBooking, someCompany, someMeetingType, someRep } from "../../support/a-meeting.ts";
import { type SmtpInbox, type SmtpScript, startSmtp } from "../../support/smtp.ts";

const parts = { booking: someBooking, rep: someRep, meetingType: someMeetingType, company: someCompany };
const manageUrl = "https://book.acme.example/m/secret-token";

function mailOf(method: "REQUEST" | "CANCEL", changes: Partial<Mail> = {}): Mail {
  const { ics } = buildInvite({ ...parts, method, manageUrl, stampedAt: someBooking.createdAt });
  const kind = method === "CANCEL" ? "cancelled" : "booked";
  return {
    id: "bk_0123456789abcdefghijkl.0.visitor",
    to: { name: "Bo Diddley", email: "bo@example.net" },
    replyTo: { name: someRep.name, email: someRep.email },
    ...renderMail({ ...parts, kind, audience: "visitor", manageUrl, locale: "de" }),
    invite: { method, ics },
    ...changes,
  };
}

const from = { name: "Acme – Vertrieb", email: "meetings@acme.example" };
const opened: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function setUp(script: SmtpScript = {}, login = ""): Promise<{ inbox: SmtpInbox; mailer: Mailer }> {
  const inbox = await startSmtp(script);
  const mailer = createSmtpMailer({ url: `smtp://${login}127.0.0.1:${inbox.port}`, from, timeoutMs: 2_000 });
  opened.push(inbox.stop, mailer.close);
  return { inbox, mailer };
}

/** A server that speaks to each connection as it likes. */
async function rawServer(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => sockets.delete(socket));
    speak(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `smtp://127.0.0.1:${address.port}`;
}

describe("a mail by SMTP", () => {
  test("arrives whole: people, stable id, subject, text, HTML", async () => {
    const { inbox, mailer } = await setUp();
    const mail = mailOf("REQUEST");
    expect(await mailer.send(mail)).toEqual({ kind: "accepted" });
    const [got] = inbox.mails;
    expect(inbox.recipients).toEqual(["bo@example.net"]);
    expect(got?.messageId).toBe("<bk_0123456789abcdefghijkl.0.visitor@acme.example>");
    expect(got?.from?.value).toEqual([{ name: from.name, address: from.email }]);
    expect(got?.to).toMatchObject({ value: [{ name: "Bo Diddley", address: "bo@example.net" }] });
    expect(got?.replyTo?.value).toEqual([{ name: someRep.name, address: someRep.email }]);
    expect(got?.subject).toBe(mail.subject);
    expect(got?.text?.trim()).toBe(mail.text.trim());
    expect(got?.html).toBe(mail.html);
    expect(got?.headers.get("auto-submitted")).toBe("auto-generated");
  });

  test.each(["REQUEST", "CANCEL"] as const)(
    "carries the %s as a calendar alternative and as an attachment, byte for byte",
    async (method) => {
      const { inbox, mailer } = await setUp();
      const mail = mailOf(method);
      await mailer.send(mail);
      const source = inbox.sources[0] ?? "";
      const alternatives = source.slice(source.indexOf("multipart/alternative"));
      expect(alternatives).toMatch(new RegExp(`Content-Type: text/calendar; charset=utf-8;\\s+method=${method}`, "i"));
      const order = ["text/plain", "text/html", "text/calendar"].map((type) => alternatives.indexOf(`Content-Type: ${type}`));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      const files = inbox.mails[0]?.attachments ?? [];
      expect(files.map((file) => file.contentType)).toEqual(["text/calendar", "application/ics"]);
      expect(files[1]?.filename).toBe(method === "CANCEL" ? "cancel.ics" : "invite.ics");
      for (const file of files) {
        const text = file.content.toString();
        expect(text).toBe(mail.invite?.ics);
        const calendar = new ICAL.Component(ICAL.parse(text));
        expect(calendar.getFirstPropertyValue("method")).toBe(method);
        expect(calendar.getFirstSubcomponent("vevent")?.getFirstPropertyValue("uid")).toBe(someBooking.uid);
      }
    },
  );

  test("sent twice has the same Message-ID, so that the reader's server can tell", async () => {
    const { inbox, mailer } = await setUp();
    await mailer.send(mailOf("REQUEST"));
    await mailer.send(mailOf("REQUEST"));
    expect(new Set(inbox.mails.map((mail) => mail.messageId)).size).toBe(1);
  });

  test("without an invite has no calendar part", async () => {
    const { inbox, mailer } = await setUp();
    const { invite: _invite, ...mail } = mailOf("REQUEST");
    expect(await mailer.send(mail)).toEqual({ kind: "accepted" });
    expect(inbox.mails[0]?.attachments).toEqual([]);
  });

  test("logs in where the server asks for it", async () => {
    const login = { user: "me@acme", password: "p@ss/wörd" };
    const { mailer } = await setUp({ login }, `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}@`);
    expect(await mailer.send(mailOf("REQUEST"))).toEqual({ kind: "accepted" });
  });
});

describe("whatever people write", () => {
  test("adds no header and no recipient", async () => {
    const { inbox, mailer } = await setUp();
    const evil = "Bo\r\nBcc: evil@example.com\r\n\r\nbody";
    const mail = mailOf("REQUEST", { id: "id>\r\nX-Evil: 1", to: { name: evil, email: "bo@example.net" }, subject: evil });
    expect(await mailer.send({ ...mail, replyTo: { name: evil, email: "ada@acme.example" } })).toEqual({ kind: "accepted" });
    expect(inbox.recipients).toEqual(["bo@example.net"]);
    const got = inbox.mails[0];
    expect(got?.bcc).toBeUndefined();
    expect(got?.headers.has("x-evil")).toBe(false);
    expect(got?.subject).toBe("Bo Bcc: evil@example.com body");
    expect(got?.text?.trim()).toBe(mail.text.trim());
  });

  test.each([
    "",
    "bo",
    "bo@",
    "a@b, c@d",
    "bo@example.net\r\nRCPT TO:<evil@example.com>",
    "<bo@example.net>",
    '"x y"@example.net',
    `${"x".repeat(300)}@example.net`,
  ])("is refused as an address without asking the server: %j", async (email) => {
    const { inbox, mailer } = await setUp();
    expect(await mailer.send(mailOf("REQUEST", { to: { name: "", email } }))).toMatchObject({ kind: "refused" });
    expect(await mailer.send(mailOf("REQUEST", { replyTo: { name: "", email } }))).toMatchObject({ kind: "refused" });
    expect(inbox.recipients).toEqual([]);
  });

  test("goes to an address in another script", async () => {
    const { inbox, mailer } = await setUp();
    await mailer.send(mailOf("REQUEST", { to: { name: "Bücher", email: "info@bücher.example" } }));
    expect(inbox.recipients).toEqual(["info@bücher.example"]);
  });
});

describe("a refusal", () => {
  test.each([
    ["550 for the recipient", { refuseRecipient: { code: 550, text: "No such user" } }, "refused"],
    ["451 for the recipient", { refuseRecipient: { code: 451, text: "Greylisted" } }, "later"],
    ["554 for the message", { refuseMessage: { code: 554, text: "Looks like spam" } }, "refused"],
    ["452 for the message", { refuseMessage: { code: 452, text: "Mailbox full" } }, "later"],
  ])("%s", async (_name, script, kind) => {
    const { mailer } = await setUp(script);
    const text = Object.values(script)[0]?.text ?? "";
    expect(await mailer.send(mailOf("REQUEST"))).toEqual({ kind, message: expect.stringContaining(text) });
  });

  test("of our login can be mended, so the mail waits", async () => {
    const { mailer } = await setUp({ login: { user: "me", password: "right" } }, "me:wrong@");
    expect(await mailer.send(mailOf("REQUEST"))).toMatchObject({ kind: "later", message: expect.stringContaining("login") });
  });
});

describe("a server that is not well", () => {
  const send = async (url: string) => {
    const mailer = createSmtpMailer({ url, from, timeoutMs: 300 });
    opened.push(mailer.close);
    const begun = performance.now();
    const result = await mailer.send(mailOf("REQUEST"));
    expect(performance.now() - begun).toBeLessThan(3_000);
    return result;
  };

  test("because nobody listens", async () => {
    const inbox = await startSmtp();
    await inbox.stop();
    expect(await send(inbox.url)).toMatchObject({ kind: "later" });
  });

  test("and hangs up at once", async () => {
    expect(await send(await rawServer((socket) => socket.destroy()))).toMatchObject({ kind: "later" });
  });

  test("and hangs up in the middle of the message", async () => {
    const answers = ["250 well", "250 sender", "250 recipient", "354 go on"];
    const url = await rawServer((socket) => {
      socket.write("220 here\r\n");
      socket.on("data", () => {
        const answer = answers.shift();
        if (answer === undefined) socket.destroy();
        else socket.write(`${answer}\r\n`);
      });
    });
    expect(await send(url)).toMatchObject({ kind: "later" });
    expect(answers).toEqual([]);
  });

  test("and says nothing", async () => {
    expect(await send(await rawServer(() => {}))).toMatchObject({ kind: "later" });
  });

  test("and cannot encrypt gets no password", async () => {
    const heard: string[] = [];
    const url = await rawServer((socket) => {
      socket.write("220 here\r\n");
      socket.on("data", (chunk: Buffer) => {
        heard.push(chunk.toString());
        socket.write(chunk.toString().startsWith("EHLO") ? "250-here\r\n250 AUTH PLAIN LOGIN\r\n" : "500 no\r\n");
      });
    });
    // The name resolves to the loopback and is not on the list of loopback names.
    const mailer = createSmtpMailer({ url: url.replace("smtp://127.0.0.1", "smtp://me:secret@0.0.0.0"), from, timeoutMs: 500 });
    opened.push(mailer.close);
    expect(await mailer.send(mailOf("REQUEST"))).toMatchObject({ kind: "later" });
    expect(heard.join("")).not.toContain("AUTH PLAIN");
    expect(heard.join("")).toContain("STARTTLS");
  });
});

describe("the outbox", () => {
  test("keeps every mail as it is, and sends nothing", async () => {
    const kept: Mail[] = [];
    const mailer = createOutboxMailer({
      keep: async (mail) => {
        kept.push(mail);
      },
    });
    const mail = mailOf("REQUEST");
    expect(await mailer.send(mail)).toEqual({ kind: "accepted" });
    expect(kept).toEqual([mail]);
    await mailer.close();
  });

  test("that cannot keep a mail says so, and the mail is tried again", async () => {
    const mailer = createOutboxMailer({ keep: () => Promise.reject(new Error("disk full")) });
    expect(await mailer.send(mailOf("REQUEST"))).toEqual({ kind: "later", message: "disk full" });
  });
});
