import { describe, expect, test } from "vitest";
import { languageOf } from "../../../../server/core/notify/language.ts";
import { type MailInput, renderMail } from "../../../../server/core/notify/render-mail.ts";
import { type Audience, fill, type MailKind, messageOf, words } from "../../../../server/core/notify/words.ts";
import { instant } from "../../../../server/core/time.ts";
import { someBooking, someCompany, someMeetingType, someRep } from "../../../support/a-meeting.ts";

const manageUrl = "https://book.acme.example/m/secret-token";

function mail(changes: Partial<MailInput> = {}) {
  const parts = { booking: someBooking, rep: someRep, meetingType: someMeetingType, company: someCompany };
  return renderMail({ ...parts, kind: "booked", audience: "visitor", manageUrl, locale: "en-US", ...changes });
}

const everybody = ["visitor", "guest", "rep"] as const;
/** Who is told of what. */
const told: Readonly<Record<MailKind, readonly Audience[]>> = {
  booked: everybody,
  confirmed: everybody,
  rescheduled: everybody,
  cancelled: everybody,
  calledOff: everybody,
  reassigned: everybody,
  askAgain: everybody,
  handedOver: ["rep"],
  overlap: ["rep"],
  withdrawn: ["visitor", "guest"],
  reminder: ["visitor", "guest"],
};
const locales = ["en", "de", "fr", "es", "pt", "ja"] as const;

describe("the mail to a visitor", () => {
  test("says what, when in the visitor's zone by name, with whom, how to join and how to change it", () => {
    const { subject, text } = mail();
    expect(subject).toBe("Booked: Intro call with Ada Lovelace, Mon, Jun 15, 10:00 AM");
    expect(text).toBe(`Hello Bo Diddley,

Ada Lovelace from Acme looks forward to meeting you.

When: Monday, June 15, 2026
    10:00 – 10:30 AM (Eastern Daylight Time, America/New_York)
    30 minutes
With: Ada Lovelace, Solutions engineer
Where: https://meet.example.com/ada

We look at your numbers together.

Join the meeting:
https://meet.example.com/ada

Does the time not suit you any more? Change it here:
${manageUrl}

-- 
Sent for Acme.
`);
  });

  test("of a new time tells the old one too", () => {
    const previous = { startAt: instant(someBooking.startAt - 86_400_000), endAt: instant(someBooking.endAt - 86_400_000) };
    const { text } = mail({ kind: "rescheduled", previous });
    expect(text).toContain("When: Monday, June 15, 2026");
    expect(text).toContain("Before: Sunday, June 14, 2026");
  });

  test("of a cancelled meeting has nothing to join or to change", () => {
    const { subject, text, html } = mail({ kind: "cancelled" });
    expect(subject).toContain("Cancelled");
    for (const part of [text, html]) {
      expect(part).not.toContain("meet.example.com");
      expect(part).not.toContain("secret-token");
    }
  });

  test("who gave no name is not greeted by one", () => {
    const booking = { ...someBooking, visitor: { ...someBooking.visitor, name: "" } };
    expect(mail({ booking }).text).not.toContain("Hello");
  });

  test("in a region reads dates as there", () => {
    expect(mail({ locale: "en-GB" }).text).toMatch(/Monday,? 15 June 2026\n +10:00–10:30/);
    expect(mail({ locale: "de-AT" }).text).toContain("Montag, 15. Juni 2026");
  });

  test("with a zone or a locale that does not exist reads UTC and English", () => {
    const booking = { ...someBooking, visitor: { ...someBooking.visitor, timeZone: "Mars/Olympus" } };
    expect(mail({ booking, locale: "tlh_!!" }).text).toMatch(/2:00 – 2:30 PM \(.*UTC\)/);
    expect(mail({ locale: "pt_BR" }).subject).toContain("Marcada");
  });
});

describe("the mail to a rep", () => {
  test("is in the rep's zone, names the visitor, and never has the visitor's link", () => {
    const { subject, text, html } = mail({ audience: "rep", locale: "en" });
    expect(subject).toBe("New meeting: Bo Diddley, Mon, Jun 15, 4:00 PM");
    expect(text).toContain("4:00 – 4:30 PM (Central European Summer Time, Europe/Berlin)");
    expect(text).toContain("bo@example.net");
    for (const part of [text, html]) expect(part).not.toContain("secret-token");
  });

  test("who calls by phone reads whom to call, while the visitor reads who calls", () => {
    const meetingType = { ...someMeetingType, location: { kind: "phone" } as const };
    expect(mail({ audience: "rep", meetingType }).text).toContain("You call Bo Diddley");
    expect(mail({ meetingType }).text).toContain("Ada Lovelace calls you");
  });
});

describe("the catalogue", () => {
  /** Every mail that there is: what it is about, and who reads it. */
  const mails = (Object.keys(told) as MailKind[]).flatMap((kind) => told[kind].map((audience) => ({ kind, audience })));
  const cases = locales.flatMap((locale) => mails.map(({ kind, audience }) => ({ locale, kind, audience })));

  test.each(cases)("$locale $kind for the $audience leaves no placeholder open", ({ locale, kind, audience }) => {
    const { subject, text, html } = mail({ locale, kind, audience, otherRep: "Bert Before", note: "So sorry." });
    for (const part of [subject, text, html.replaceAll(/<style>[\s\S]*<\/style>/g, "")])
      expect(part).not.toMatch(/\{\w*\}|undefined|\[object/);
    expect(html).toContain(`<html lang="${locale}">`);
    expect(text).toContain("So sorry.");
  });

  test.each(cases.filter(({ locale, audience }) => locale !== "en" && audience !== "rep"))(
    "$locale $kind for the $audience is in its own words",
    ({ locale, kind, audience }) => {
      expect(mail({ locale, kind, audience }).subject).not.toBe(mail({ locale: "en", kind, audience }).subject);
    },
  );

  test("has the same placeholders in every language", () => {
    const placeholders = (template: string): string[] => [...template.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted();
    for (const { locale, kind, audience } of cases) {
      const [own, english] = [messageOf(words[locale], kind, audience), messageOf(words.en, kind, audience)];
      expect(placeholders(own.subject), `${locale} ${kind}`).toEqual(placeholders(english.subject));
      expect(placeholders(own.lead), `${locale} ${kind}`).toEqual(placeholders(english.lead));
    }
  });

  test("has no mail that nobody gets", () => {
    for (const kind of Object.keys(told) as MailKind[]) {
      const others = (["visitor", "rep", "guest"] as const).filter((audience) => !told[kind].includes(audience));
      for (const audience of others) expect(() => messageOf(words.en, kind, audience), `${kind} ${audience}`).toThrow(TypeError);
    }
  });

  test("takes a language from any locale that has it", () => {
    expect(["pt-BR", "ja_JP", "FR", "de-CH-1996", "zh", ""].map(languageOf)).toEqual(["pt", "ja", "fr", "de", "en", "en"]);
  });

  test("fills in one pass: a value that looks like a placeholder stays as it is", () => {
    expect(fill("{a} {b} {c}", { a: "{b}", b: "$&" })).toBe("{b} $& {c}");
  });
});

describe("whatever people write", () => {
  const name = `<img src=x onerror="alert('1')">&amp;`;

  test("is text in HTML", () => {
    const { html } = mail({
      booking: { ...someBooking, visitor: { ...someBooking.visitor, name } },
      rep: { ...someRep, name },
      meetingType: { ...someMeetingType, name, description: name, location: { kind: "address", text: name } },
      company: { ...someCompany, name, accent: "red;}</style><script>" },
    });
    expect(html).not.toContain("<img");
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;");
  });

  test("is one line in the subject", () => {
    const booking = { ...someBooking, visitor: { ...someBooking.visitor, name: "Bo\r\nBcc: evil@example.com" } };
    expect(mail({ audience: "rep", booking }).subject).not.toMatch(/[\r\n]/);
  });

  test("is no link unless it is a web address", () => {
    const meetingType = { ...someMeetingType, location: { kind: "link", url: "javascript:alert(1)" } as const };
    expect(mail({ meetingType, manageUrl: "data:text/html,x" }).html).not.toMatch(/href="(javascript|data):/);
  });
});

test("the button's text contrasts with the company's colour", () => {
  expect(mail({ company: { ...someCompany, accent: "#ffe000" } }).html).toMatch(/background:#ffe000;color:#12141b/);
  expect(mail({ company: { ...someCompany, accent: "#102a6b" } }).html).toMatch(/background:#102a6b;color:#ffffff/);
});
