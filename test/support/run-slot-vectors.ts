import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { type SlotsAnswer, type SlotsInput, slots } from "./vector-slots.ts";

export interface SlotVector {
  readonly id: string;
  readonly title: string;
  readonly status: "agreed" | "quirk" | "policy" | "calcom-specific";
  readonly input: SlotsInput;
  readonly expected: SlotsAnswer;
}

export interface VectorRun {
  /** Minutes east of Greenwich of this process in January. */
  readonly januaryOffset: number;
  /** How many were asked, by status. */
  readonly asked: Readonly<Record<string, number>>;
  /** How many of another product's own features were left out. */
  readonly skipped: number;
  readonly wrong: readonly {
    readonly id: string;
    readonly title: string;
    readonly missing: string[];
    readonly extra: string[];
  }[];
}

/** Asks every vector but those of another product's own features, in the time zone of this process. */
export function runSlotVectors(vectors: readonly SlotVector[]): VectorRun {
  const ours = vectors.filter(({ status }) => status !== "calcom-specific");
  const asked: Record<string, number> = {};
  for (const { status } of ours) asked[status] = (asked[status] ?? 0) + 1;
  const wrong = ours.flatMap(({ id, title, input, expected }) => {
    const answer = slots(input);
    if (isDeepStrictEqual(answer, expected)) return [];
    const missing = expected.slots.filter((slot) => !answer.slots.includes(slot));
    return [{ id, title, missing, extra: answer.slots.filter((slot) => !expected.slots.includes(slot)) }];
  });
  const januaryOffset = -new Date(Date.UTC(2026, 0, 15)).getTimezoneOffset();
  return { januaryOffset, asked, skipped: vectors.length - ours.length, wrong };
}

export function readSlotVectors(): readonly SlotVector[] {
  const file = new URL("../cases/slots.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly SlotVector[] }).vectors;
}

// Started as a program of its own, so that a test can choose the time zone of the whole process.
if (import.meta.main) process.stdout.write(JSON.stringify(runSlotVectors(readSlotVectors())));
