import { describe, expect, test } from "vitest";
import { davFetch, mayAsk } from "../../../server/adapters/calendars/caldav/dav-fetch.ts";
import { june } from "../../support/calendar-calls.ts";
import { account, answered, busyFailure, calendarAt, now, onReport, serve, status } from "../../support/dav-as-told.ts";

describe("the password", () => {
  test("is sent to the configured origin alone: a redirect elsewhere is refused and not followed", async () => {
    const thief = await serve(status(200));
    const { url } = await serve(account(onReport(status(302, { location: `${thief.url}steal` }))));
    expect(await busyFailure(url)).toMatchObject({
      kind: "refused",
      message: expect.stringContaining(new URL(thief.url).origin),
    });
    expect(thief.asked).toEqual([]);
  });

  test("is not sent where an answer points to", async () => {
    const thief = await serve(status(200));
    const { url } = await serve(
      account(({ body }, response) => {
        if (!body.includes("calendar-home-set")) return false;
        response
          .writeHead(207, { "content-type": "application/xml" })
          .end(answered("/me/", `<c:calendar-home-set><d:href>${thief.url}me/</d:href></c:calendar-home-set>`));
        return true;
      }),
    );
    expect((await busyFailure(url)).kind).toBe("refused");
    expect(thief.asked).toEqual([]);
  });

  test("follows a redirect within the origin, with method and body", async () => {
    const { url, asked } = await serve(
      account(({ method, path, body }, response) => {
        if (method !== "REPORT" || path.startsWith("/moved")) return false;
        expect(body).toContain("calendar-query");
        response.writeHead(301, { location: `/moved${path}` }).end();
        return true;
      }),
    );
    expect(await calendarAt(url).busy(june, 5_000)).toEqual({ ok: true, value: [] });
    expect(asked).toContain("REPORT /moved/me/office/");
  });

  test("does not run in circles", async () => {
    const { url } = await serve(account(onReport(status(301, { location: "/" }))));
    expect(await busyFailure(url)).toMatchObject({ kind: "refused", message: expect.stringContaining("circles") });
  });

  test("may go to the numbered hosts of iCloud, and to no look-alike", () => {
    const home = "https://caldav.icloud.com/";
    expect(mayAsk(home, new URL("https://p42-caldav.icloud.com/1234/calendars/"))).toBe(true);
    for (const url of [
      "http://p42-caldav.icloud.com/",
      "https://p42-caldav.icloud.com.evil.example/",
      "https://p42-caldav.icloud.com:8443/",
      "https://evil.icloud.com/",
    ]) {
      expect(mayAsk(home, new URL(url))).toBe(false);
    }
    expect(mayAsk("https://dav.example.com/", new URL("https://p42-caldav.icloud.com/"))).toBe(false);
    expect(mayAsk("https://dav.example.com/", new URL("http://dav.example.com/"))).toBe(false);
  });

  test("with letters beyond Latin is sent as UTF-8", async () => {
    const { url } = await serve(({ message }, response) => {
      const [, encoded = ""] = (message.headers.authorization ?? "").split(" ");
      response.end(Buffer.from(encoded, "base64").toString());
    });
    const access = { url, username: "æda", password: "会議", signal: AbortSignal.timeout(5_000), now: () => now };
    expect(await (await davFetch(access)(url)).text()).toBe("æda:会議");
  });
});
