const hidden = "[redacted]";
const maxDepth = 6;

/** Keys, lower-case and without `-` and `_`, whose values are personal or secret wherever they stand. */
const hiddenKeys = new Set(
  [
    "email name firstname lastname fullname phone company to cc bcc replyto attendees visitor lead contact ip xforwardedfor",
    "answers fields body raw text html subject ics payload pageurl detail parameters params",
    "token managetoken authorization cookie setcookie password pass secret apikey",
  ].flatMap((line) => line.split(" ")),
);

/**
 * A copy that is fit for a log: values under personal or secret keys are replaced at any depth, and e-mail addresses and
 * credentials in URLs inside any string as well, because vendors quote them in error messages.
 */
function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) return "[deep]";
  if (value instanceof Error) return redactError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return redactRecord(value, depth);
}

/** The same for one line of text. */
export function redactText(text: string): string {
  if (!text.includes("@")) return text;
  return text.replace(/\/\/[^/\s@]*@/g, `//${hidden}@`).replace(/[^\s<>@,;:"'()]+@[^\s<>@,;:"'()]+\.[^\s<>@,;:"'()]+/g, hidden);
}

/** The same for a record, which is how a logger is called. */
export function redactRecord(record: object, depth = 0): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    copy[key] = isHidden(key) ? hidden : redact(value, depth + 1);
  }
  return copy;
}

/** Answers are remembered, because spelling out a key costs more than the rest of a line. */
const known = new Map<string, boolean>();

function isHidden(key: string): boolean {
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const found = hiddenKeys.has(key.toLowerCase().replaceAll(/[-_]/g, ""));
  if (known.size < 1_000) known.set(key, found);
  return found;
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const told: Record<string, unknown> = {
    ...redactRecord(error, depth),
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ""),
  };
  if (error.cause !== undefined) told["cause"] = redact(error.cause, depth + 1);
  return told;
}
