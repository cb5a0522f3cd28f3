import { randomUUID } from "node:crypto";
import { type PushLine, pushLine } from "../push-line.ts";
import { FakeRefusal } from "./faults.ts";

interface Channel {
  readonly id: string;
  readonly resourceId: string;
  readonly calendarId: string;
  readonly address: string;
  readonly token: string;
  readonly expiration: number;
  messages: number;
}

/** Push channels as the guide describes them: no body, headers alone, an end, and no word when they end. */
export interface FakeChannels {
  readonly open: ReadonlyMap<string, Channel>;
  readonly line: PushLine;
  watch(calendarId: string, body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  stop(body: Readonly<Record<string, unknown>>): void;
  /** Something changed on this calendar. */
  changed(calendarId: string): void;
  clear(): void;
}

export function fakeChannels(now: () => number): FakeChannels {
  const open = new Map<string, Channel>();
  const line = pushLine();
  const push = (channel: Channel, state: "sync" | "exists") => {
    channel.messages += 1;
    line.send({
      url: channel.address,
      headers: {
        "x-goog-channel-id": channel.id,
        "x-goog-channel-token": channel.token,
        "x-goog-channel-expiration": new Date(channel.expiration).toUTCString(),
        "x-goog-resource-id": channel.resourceId,
        "x-goog-resource-state": state,
        "x-goog-message-number": String(channel.messages),
      },
    });
  };
  return {
    open,
    line,
    watch(calendarId, { id, type, address, token, params }) {
      if (type !== "web_hook" || typeof id !== "string" || id.length > 64) throw new FakeRefusal(400, "invalid");
      if (typeof address !== "string" || !address.startsWith("https://")) throw new FakeRefusal(400, "push.webhookUrlNotHttps");
      if (typeof token !== "string" || token.length > 256) throw new FakeRefusal(400, "invalid");
      if (open.has(id)) throw new FakeRefusal(400, "channelIdNotUnique");
      const seconds = Math.min(Number((params as { ttl?: string } | undefined)?.ttl ?? 604_800), 2_592_000);
      const expiration = now() + seconds * 1000;
      const channel = { id, resourceId: randomUUID(), calendarId, address, token, expiration, messages: 0 };
      open.set(id, channel);
      push(channel, "sync");
      return { kind: "api#channel", id, resourceId: channel.resourceId, token, expiration: String(expiration) };
    },
    stop({ id, resourceId }) {
      const channel = open.get(String(id));
      if (channel?.resourceId !== resourceId) throw new FakeRefusal(404, "notFound");
      open.delete(String(id));
    },
    changed(calendarId) {
      for (const channel of open.values()) {
        if (channel.calendarId === calendarId && channel.expiration > now()) push(channel, "exists");
      }
    },
    clear: () => open.clear(),
  };
}
