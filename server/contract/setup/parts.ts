import { z } from "zod";

export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, "takes 1 to 64 letters, digits, - and _");
export const line = z.string().trim().min(1, "is empty").max(200);
export const text = z.string().trim().min(1, "is empty").max(2_000);
export const wallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'takes a time such as "09:00", up to "24:00"');
export const localDate = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'takes a date such as "2026-12-24"');
export const minutes = z
  .number()
  .int()
  .min(0)
  .max(366 * 1440);
export const webUrl = z.string().regex(/^https?:\/\/[^\s/?#]+\S*$/i, "takes an http or https address");
