import { randomUUID } from "node:crypto";
import type { Context } from "hono";
import { z } from "zod";
import { pushLine } from "../push-line.ts";
import { Refusal } from "./graph-error.ts";

export interface Subscription {
  readonly id: string;
  readonly resource: string;
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | undefined;
  readonly clientState: string;
  expiresAt: number;
}

const wish = z.object({
  changeType: z.string(),
  notificationUrl: z.url({ protocol: /^https$/ }),
  lifecycleNotificationUrl: z.url({ protocol: /^https$/ }).optional(),
  resource: z.string(),
  expirationDateTime: z.iso.datetime(),
  clientState: z.string().max(128),
});
const longestMs = 4_230 * 60_000;

/** Graph's subscriptions as documented: a handshake, an end, and lifecycle notifications where an address for them was given at creation. */
export function fakeSubscriptions(now: () => number) {
  const open = new Map<string, Subscription>();
  const line = pushLine();
  const json = ({ id, resource, expiresAt, ...rest }: Subscription) => ({
    id,
    resource,
    notificationUrl: rest.notificationUrl,
    expirationDateTime: new Date(expiresAt).toISOString(),
  });
  const notice = (url: string, value: Readonly<Record<string, unknown>>) =>
    line.send({ url, headers: { "content-type": "application/json" }, body: JSON.stringify({ value: [value] }) });
  const common = (one: Subscription) => ({
    subscriptionId: one.id,
    clientState: one.clientState,
    subscriptionExpirationDateTime: new Date(one.expiresAt).toISOString(),
    tenantId: "8d1f2c9e-0c6d-4a3b-9a41-5f5d0b5a7c11",
  });
  const until = (text: string) => {
    const at = Date.parse(text);
    if (!(at > now()) || at > now() + longestMs) throw new Refusal({ status: 400, code: "InvalidRequest" });
    return at;
  };
  const known = (c: Context) => {
    const one = open.get(c.req.param("id") ?? "");
    if (!one || one.expiresAt <= now()) throw new Refusal({ status: 404, code: "ResourceNotFound" });
    return one;
  };
  const self = {
    open,
    line,
    /** Asks the address whether it is ours; gives what it answered. */
    handshake: async (url: string): Promise<string> => (await fetch(url, { method: "POST" })).text(),
    async create(c: Context): Promise<Response> {
      const asked = wish.safeParse(await c.req.json());
      if (!asked.success) throw new Refusal({ status: 400, code: "InvalidRequest" });
      const { expirationDateTime, changeType: _, ...rest } = asked.data;
      const expiresAt = until(expirationDateTime);
      const token = `Validation: ${randomUUID()} & more`;
      const address = new URL(rest.notificationUrl);
      address.searchParams.set("validationToken", token);
      if ((await self.handshake(address.href)) !== token) throw new Refusal({ status: 400, code: "ValidationError" });
      const made = { id: randomUUID(), expiresAt, ...rest, lifecycleNotificationUrl: rest.lifecycleNotificationUrl };
      open.set(made.id, made);
      return c.json(json(made), 201);
    },
    async renew(c: Context): Promise<Response> {
      const one = known(c);
      one.expiresAt = until(z.object({ expirationDateTime: z.string() }).parse(await c.req.json()).expirationDateTime);
      return c.json(json(one));
    },
    remove(c: Context): Response {
      open.delete(known(c).id);
      return c.body(null, 204);
    },
    /** Something changed in this calendar of the mailbox. */
    changed({
      address,
      path,
      eventId,
    }: {
      readonly address: string;
      readonly path: readonly string[];
      readonly eventId: string;
    }) {
      const resources = path.map((one) => `/users/${encodeURIComponent(address)}${one}/events`.toLowerCase());
      for (const one of open.values()) {
        if (!resources.includes(one.resource.toLowerCase()) || one.expiresAt <= now()) continue;
        const resourceData = { "@odata.type": "#Microsoft.Graph.Event", id: eventId };
        notice(one.notificationUrl, {
          ...common(one),
          changeType: "updated",
          resource: `Users/${address}/Events/1`,
          resourceData,
        });
      }
    },
    lifecycle(lifecycleEvent: "reauthorizationRequired" | "subscriptionRemoved" | "missed"): void {
      for (const one of open.values()) {
        if (lifecycleEvent === "subscriptionRemoved") open.delete(one.id);
        if (one.lifecycleNotificationUrl) notice(one.lifecycleNotificationUrl, { ...common(one), lifecycleEvent });
      }
    },
  };
  return self;
}
