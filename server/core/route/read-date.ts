const dateOnly = /^\d{4}-\d\d-\d\d$/;
const dateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/** Epoch milliseconds of an ISO date or time, or of a number of them in a text; without an offset it is UTC. Undefined when it is none. */
export function readDate(text: string): number | undefined {
  const given = text.trim();
  if (/^\d{12,14}$/.test(given)) return Number(given);
  if (dateOnly.test(given)) return finite(Date.parse(`${given}T00:00:00Z`));
  const found = dateTime.exec(given);
  return found === null ? undefined : finite(Date.parse(`${found[1]}T${found[2]}${found[3] ?? "Z"}`));
}

function finite(ms: number): number | undefined {
  return Number.isNaN(ms) ? undefined : ms;
}
