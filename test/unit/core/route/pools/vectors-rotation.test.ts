import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { leadThreshold, roundRobin, sequence } from "../../../../support/vector-adapter.ts";
import type { RotationInput } from "../../../../support/vector-rotation.ts";

interface Vector {
  readonly id: string;
  readonly category: string;
  readonly title: string;
  readonly status: "agreed" | "quirk" | "policy";
  readonly acceptableChosen?: readonly number[];
  readonly input: RotationInput;
  readonly expected: unknown;
}

/** Where more than one answer is fair: ours, with its reason in docs/decisions/0004-rotation-and-routing-policies.md. */
const pinned: Readonly<Record<string, unknown>> = {
  "rr-lru-005": { chosen: 2, order: [2, 1, 3], bookingCounts: { 1: 0, 2: 0, 3: 0 } },
  "rr-lru-006": { chosen: 2, order: [2, 1], bookingCounts: { 1: 1, 2: 1 } },
  "rr-lru-010": { chosen: 1, order: [1, 2], bookingCounts: { 1: 0, 2: 1 } },
  "rr-weight-009": {
    chosen: 2,
    order: [2, 1],
    bookingCounts: { 1: 1, 2: 0 },
    shortfalls: { 1: 0, 2: 0 },
    calibrations: { 1: 0, 2: 0 },
  },
  "rr-weight-019": {
    chosen: 1,
    order: [1, 2],
    bookingCounts: { 1: 0, 2: 1 },
    shortfalls: { 1: 0.5, 2: -0.5 },
    calibrations: { 1: 0, 2: 0 },
  },
  "rr-weight-020": {
    chosen: 2,
    order: [2, 1],
    bookingCounts: { 1: 3, 2: 1 },
    shortfalls: { 1: -1, 2: 1 },
    calibrations: { 1: 0, 2: 0 },
  },
  "rr-leadthreshold-007": { remaining: [2] },
};

const file = new URL("../../../../cases/round-robin.json", import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, "utf8")) as { readonly vectors: readonly Vector[] };

function answer({ category, input }: Vector): unknown {
  if (category === "leadthreshold") return leadThreshold(input);
  return category === "sequence" ? sequence(input) : roundRobin(input);
}

describe("the fair next rep, in agreement with two independent engines", () => {
  it.each(vectors.filter((vector) => vector.status === "agreed"))("$id $title", (vector) => {
    expect(answer(vector)).toEqual(vector.expected);
  });
});

describe("the fair next rep, where we had to decide", () => {
  const open = vectors.filter((vector) => vector.status !== "agreed");

  it("every such row is pinned", () => {
    expect(Object.keys(pinned).toSorted()).toEqual(open.map((vector) => vector.id).toSorted());
  });

  it.each(open)("$id $title", (vector) => {
    const got = answer(vector);
    expect(got).toEqual(pinned[vector.id]);
    if (vector.acceptableChosen) expect(vector.acceptableChosen).toContain((got as { chosen: number }).chosen);
  });
});
