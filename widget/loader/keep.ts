import { option } from "./options.ts";
import type { Submission } from "./submission.ts";

/** A copy in the browser: all unacknowledged ones in `localStorage`, this tab's last one in `sessionStorage`. */
interface Kept extends Submission {
  readonly at: number;
}

const outboxKey = "handraise.outbox";
const resumeKey = "handraise.resume";
/** An unacknowledged copy is dropped after a day. */
const outboxMs = 86_400_000;
/** The next page of this tab shows the booker when it comes within two minutes of the submit. */
const resumeMs = 120_000;
const maxKept = 5;

const read = (storage: Storage, key: string, maxAgeMs: number): Kept[] => {
  const found = JSON.parse(storage.getItem(key) ?? "[]") as Kept[];
  return found.filter((kept) => typeof kept.body === "string" && Date.now() - kept.at < maxAgeMs);
};

const write = (storage: Storage, key: string, kept: readonly Kept[]): void => {
  if (kept.length > 0) storage.setItem(key, JSON.stringify(kept.slice(-maxKept)));
  else storage.removeItem(key);
};

/** Storage may be forbidden, full or edited by others; then there is simply no copy. */
const attempt = <Value>(act: () => Value, otherwise: Value): Value => {
  try {
    return act();
  } catch {
    return otherwise;
  }
};

export const keep = (submission: Submission): void => {
  if (option("store") === "off") return;
  const kept = { ...submission, at: Date.now() };
  attempt(() => write(localStorage, outboxKey, [...read(localStorage, outboxKey, outboxMs), kept]), undefined);
  attempt(() => write(sessionStorage, resumeKey, [kept]), undefined);
};

/** The server has it: the copy goes. */
export const acknowledge = (id: string): void =>
  attempt(
    () =>
      write(
        localStorage,
        outboxKey,
        read(localStorage, outboxKey, outboxMs).filter((kept) => kept.id !== id),
      ),
    undefined,
  );

/** The visitor saw the outcome: the next page need not show it. */
export const forget = (): void => attempt(() => sessionStorage.removeItem(resumeKey), undefined);

export const unacknowledged = (): Submission[] => attempt(() => read(localStorage, outboxKey, outboxMs), []);

/** The submission whose outcome this tab has not seen yet. */
export const toResume = (): Submission | undefined => attempt(() => read(sessionStorage, resumeKey, resumeMs)[0], undefined);
