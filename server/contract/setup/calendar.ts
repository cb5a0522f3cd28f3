import { z } from "zod";
import { line, webUrl } from "./parts.ts";

/** Graph's ids of calendars have some 150 characters. */
const calendarId = z.string().regex(/^[\w=+/-]{1,512}$/, "takes the id of a calendar, as Graph gives it");

const microsoftCalendar = z.strictObject({
  kind: z.literal("microsoft"),
  mailbox: z.email("takes the address of a mailbox"),
  tenantId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, "takes a directory (tenant) id, or a domain of the tenant"),
  clientId: z.guid("takes an application (client) id"),
  clientSecretEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the secret"),
  tentativeIsBusy: z.boolean().optional(),
  teams: z.boolean().optional(),
  meetingCalendar: calendarId.optional(),
  busyCalendars: z
    .array(z.union([calendarId, z.email()], "takes ids of calendars, and addresses of mailboxes and rooms"))
    .max(100)
    .optional(),
});

const googleCalendar = z.strictObject({
  kind: z.literal("google"),
  account: z.email("takes the e-mail address of the calendars' owner"),
  serviceAccountEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the key"),
  busyCalendars: z.array(line).optional(),
  meetingCalendar: line.optional(),
  notifyAttendees: z.boolean().optional(),
  meet: z.boolean().optional(),
});

export const calendarSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("builtin") }),
    z.strictObject({ kind: z.literal("connected") }),
    z.strictObject({
      kind: z.literal("caldav"),
      url: webUrl,
      username: line,
      passwordEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the password"),
      busyCalendars: z.array(line).optional(),
      meetingCalendar: line.optional(),
    }),
    z.strictObject({
      kind: z.literal("ics"),
      urlEnv: z.string().regex(/^[A-Z_][A-Z0-9_]*$/, "takes the name of an environment variable, never the address"),
    }),
    microsoftCalendar,
    googleCalendar,
  ])
  .default({ kind: "builtin" });
