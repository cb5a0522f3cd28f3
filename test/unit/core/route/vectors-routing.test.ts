import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { route } from "../../../support/vector-adapter.ts";
import type { RoutingInput, VectorField } from "../../../support/vector-routing.ts";

interface Vector {
  readonly id: string;
  readonly title: string;
  readonly status: "agreed" | "quirk" | "policy";
  readonly input: RoutingInput;
  readonly expected: { readonly route: string };
}

/** Where more than one answer can be defended: ours, with its reason in docs/decisions/0004-rotation-and-routing-policies.md. */
const pinned: Readonly<Record<string, string>> = {
  "route-text-007": "fallback",
  "route-text-013": "fallback",
  "route-select-005": "fallback",
  "route-multiselect-003": "A",
  "route-multiselect-009": "fallback",
  "route-order-004": "B",
  "route-broken-003": "fallback",
};

const file = new URL("../../../cases/routing.json", import.meta.url);
const { vectors, fields } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly vectors: readonly Vector[];
  readonly fields: readonly VectorField[];
};

describe("the rule that decides", () => {
  it.each(vectors.filter((vector) => vector.status !== "policy"))("$id $title", ({ input, expected }) => {
    expect(route(input, fields)).toEqual(expected);
  });
});

describe("the rule that decides, where we had to choose", () => {
  const open = vectors.filter((vector) => vector.status === "policy");

  it("every such row is pinned", () => {
    expect(Object.keys(pinned).toSorted()).toEqual(open.map((vector) => vector.id).toSorted());
  });

  it.each(open)("$id $title", ({ id, input }) => {
    expect(route(input, fields)).toEqual({ route: pinned[id] });
  });
});
