import { compileWhen } from "./compile-when.ts";
import { describeWhen } from "./describe-when.ts";
import { type Field, type FieldRegistry, subjectFields } from "./fields.ts";
import { converters } from "./frame.ts";
import type { Truth, When } from "./router.ts";
import type { Subject } from "./subject.ts";

/** A condition told for one subject: what it says, what it answered, what it found; its parts when it has any. */
export interface TraceNode {
  readonly says: string;
  readonly answer: Truth;
  /** The value that a single condition found; null when the field is missing. Absent on groups. */
  readonly found?: string | null;
  readonly parts?: readonly TraceNode[];
}

/** Tells why `when` answers what it answers. Made on demand, for receipts; routing itself never pays for it. */
export function explainWhen(when: When, subject: Subject, fields: FieldRegistry = subjectFields): TraceNode {
  const answer = compileWhen(when, fields)(subject);
  const says = describeWhen(when);
  const parts = partsOf(when);
  if (parts !== null) return { says, answer, parts: parts.map((part) => explainWhen(part, subject, fields)) };
  const name = "field" in when ? when.field : "";
  return { says, answer, found: tell(fields(name), subject) };
}

function partsOf(when: When): readonly When[] | null {
  if ("all" in when) return when.all;
  if ("any" in when) return when.any;
  return "not" in when ? [when.not] : null;
}

function tell(field: Field | null, subject: Subject): string | null {
  const found = converters.raw(field?.read(subject), subject.now);
  if (found === undefined) return null;
  if (field?.type === "date" && typeof found === "number") return new Date(found).toISOString();
  return Array.isArray(found) ? found.join(", ") : String(found);
}
