import type { SubmissionBody } from "../../server/contract/public.ts";
import { attribute } from "../shared/attribute.ts";
import { newId } from "../shared/new-id.ts";
import type { Field } from "./fields.ts";
import { touchedAt } from "./warm.ts";

/** A submission as it leaves: its id and the exact body, so that sending it again is the same request. */
export interface Submission {
  readonly id: string;
  readonly body: string;
}

/** Browsers refuse a keepalive body above 64 KiB; what other keepalive requests hold counts too. */
const maxBytes = 60_000;

/** The most that the server takes for true, which a tab may outlive. */
const longestFilledMs = 1e9;

const clip = (fields: readonly Field[], length: number): Field[] =>
  fields.map((field) => ({ ...field, value: field.value.slice(0, length) }));

export const createSubmission = (fields: readonly Field[], form: HTMLFormElement | null): Submission => {
  const id = newId();
  const formId = form && attribute(form, "id");
  const formName = form && attribute(form, "name");
  const encode = (kept: readonly Field[]): string =>
    JSON.stringify({
      id,
      form: {
        ...(formId && { id: formId.slice(0, 200) }),
        ...(formName && { name: formName.slice(0, 200) }),
        fields: [...kept],
      },
      page: {
        url: location.href.slice(0, 2_000),
        ...(document.referrer && { referrer: document.referrer.slice(0, 2_000) }),
        ...(document.title && { title: document.title.slice(0, 500) }),
      },
      visitor: {
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
        locale: navigator.language.slice(0, 35),
        ...(touchedAt && { filledMs: Math.min(performance.now() - touchedAt, longestFilledMs) }),
      },
    } satisfies SubmissionBody);
  for (let length = 20_000; ; length /= 4) {
    const body = encode(clip(fields, length));
    if (new Blob([body]).size <= maxBytes || length < 20) return { id, body };
  }
};
