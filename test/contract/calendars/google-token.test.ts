import { describe, expect, test } from "vitest";
import { deadlineMs, june, valueOf } from "../../support/calendar-calls.ts";
import { openOn } from "../../support/google-account.ts";
import { googleForFile } from "../../support/google-for-file.ts";

const { google, asked } = await googleForFile();

describe("the token", () => {
  test("is fetched once for calls that come together, and kept", async () => {
    const calendar = openOn(google);
    await Promise.all(Array.from({ length: 20 }, () => calendar.busy(june, deadlineMs)));
    valueOf(await calendar.busy(june, deadlineMs));
    expect(asked("token")).toHaveLength(1);
  });

  test("that ended before its time is replaced within the call", async () => {
    const calendar = openOn(google);
    valueOf(await calendar.busy(june, deadlineMs));
    google.endTokens();
    expect(valueOf(await calendar.busy(june, deadlineMs))).toEqual([]);
    expect(asked("token")).toHaveLength(2);
  });

  test("is asked for at Google's address, whatever the key file says", async () => {
    expect(google.keyJson).toContain("evil.example.net");
    expect(valueOf(await openOn(google).busy(june, deadlineMs))).toEqual([]);
  });

  test.each([
    ["no key", null, "the key HANDRAISE_SECRET_GOOGLE is not set"],
    ["a key that is no JSON", "-----BEGIN", "HANDRAISE_SECRET_GOOGLE is not the JSON key of a service account"],
    ["a key without its parts", "{}", "HANDRAISE_SECRET_GOOGLE is not the JSON key of a service account"],
    [
      "a key that cannot sign",
      '{"client_email":"a@b.example","private_key":"none"}',
      "HANDRAISE_SECRET_GOOGLE is not the JSON key of a service account",
    ],
  ])("%s is auth_lost, and the message says which variable", async (_name, secret, message) => {
    expect(await openOn(google, {}, secret).busy(june, deadlineMs)).toEqual({
      ok: false,
      failure: { kind: "auth_lost", message },
    });
    expect(google.calls).toEqual([]);
  });

  test("of somebody outside the domain is refused by Google, which is auth_lost", async () => {
    expect(await openOn(google, { account: "eve@example.org" }).busy(june, deadlineMs)).toMatchObject({
      ok: false,
      failure: { kind: "auth_lost" },
    });
  });
});
