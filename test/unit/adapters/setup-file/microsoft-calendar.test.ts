import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import { smallestSetup } from "../../../support/setup-text.ts";

const mailbox = {
  kind: "microsoft",
  mailbox: "anna@northwind.example",
  tenantId: "northwind.onmicrosoft.com",
  clientId: "1f6a3c52-7f0e-4b1c-8f52-3f2d8f0f6f27",
  clientSecretEnv: "HANDRAISE_SECRET_GRAPH",
};

function parseWith(changes: Readonly<Record<string, unknown>>) {
  const base = parse(smallestSetup);
  const calendar = { ...mailbox, ...changes };
  return parseSetup(JSON.stringify({ ...base, reps: [{ ...base.reps[0], calendar }] }));
}

describe("a Microsoft mailbox in the setup", () => {
  test("is kept as it is written, and what is left out stays out", () => {
    const parsed = parseWith({});
    expect(parsed.ok && parsed.setup.reps[0]?.calendar).toEqual(mailbox);
  });

  test.each([
    ["a secret in place of its variable's name", { clientSecretEnv: "a~secret.of_the+app" }],
    ["a mailbox that is no address", { mailbox: "anna" }],
    ["a tenant that would lead elsewhere", { tenantId: "common/../x" }],
    ["an app that is no id", { clientId: "handraise" }],
    ["a calendar by its name", { meetingCalendar: "My calendar" }],
    ["a calendar by its name among others", { busyCalendars: ["AAMkAGI2TGuLAAA=", "My calendar"] }],
    ["a key that is not known", { password: "x" }],
  ])("is refused with %s", (_what, changes) => {
    expect(parseWith(changes)).toMatchObject({ ok: false });
  });
});
