import { expect, test } from "vitest";
import { readMailDomain } from "../../../../server/core/lead/mail-domains.ts";

const providers = `gmail.com googlemail.com outlook.com hotmail.co.uk live.nl yahoo.co.jp icloud.com me.com aol.com proton.me
  protonmail.com tuta.com posteo.de gmx.de gmx.net web.de t-online.de freenet.de orange.fr wanadoo.fr laposte.net libero.it
  seznam.cz wp.pl o2.pl mail.ru yandex.ru qq.com 163.com naver.com daum.net rediffmail.com uol.com.br bluewin.ch fastmail.com`;
const companies = `acme.com apple.com microsoft.com google.com salesforce.com sap.com siemens.com bosch.com bt.com kpmg.com
  deloitte.com stripe.com zalando.de toyota.co.jp harvard.edu canada.ca example.com`;

const words = (text: string) => text.trim().split(/\s+/);

test.each(words(providers))("%s is a provider where anybody can have an address", (domain) => {
  expect(readMailDomain(domain)).toEqual({ registered: domain, free: true, disposable: false });
});

test.each(words(companies))("%s is somebody's own domain", (domain) => {
  expect(readMailDomain(domain)).toEqual({ registered: domain, free: false, disposable: false });
});

test.each(["mailinator.com", "yopmail.com", "guerrillamail.com", "burnermail.io"])(
  "%s is disposable, and so free too",
  (domain) => {
    expect(readMailDomain(domain)).toMatchObject({ free: true, disposable: true });
  },
);

test("a sub-domain is as its registered domain, and a host under no suffix has none", () => {
  expect(readMailDomain("inbox.mailinator.com")).toMatchObject({ registered: "mailinator.com", disposable: true });
  expect(readMailDomain("mail.eu.acme.co.uk")).toEqual({ registered: "acme.co.uk", free: false, disposable: false });
  expect(readMailDomain("localhost").registered).toBeNull();
});
