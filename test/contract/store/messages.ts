import { describe, expect, test } from "vitest";
import type { Store } from "../../../db/store.ts";
import { after, noon } from "./samples.ts";

/** Messages that were sent, on every engine. */
export function messagesContract(open: () => Promise<Store>): void {
  describe("messages", () => {
    test("a message is kept once", async () => {
      const store = await open();
      const message = { id: "msg_1", to: "a@b.org", subject: "s", text: "t", html: "<p>", createdAt: noon };
      const invite = { ...message, id: "msg_2", ics: "BEGIN:VCALENDAR", createdAt: after(1) };
      await store.write(async ({ messages }) => {
        await messages.insert(message);
        await messages.insert({ ...message, subject: "again" });
        await messages.insert(invite);
      });
      expect(await store.read.messages.list(5)).toStrictEqual([invite, message]);
      expect(await store.read.messages.list(1)).toStrictEqual([invite]);
      expect(await store.read.messages.find("msg_1")).toStrictEqual(message);
      expect(await store.read.messages.find("msg_3")).toBeNull();
    });
  });
}
