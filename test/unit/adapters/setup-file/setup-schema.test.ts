import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { schemaPath, schemaText } from "../../../support/write-setup-schema.ts";

test("the JSON Schema for editors is the one that the code says; `npm run schema` writes it", () => {
  expect(readFileSync(schemaPath, "utf8")).toBe(schemaText());
});

test("it knows every part of a setup, refuses what is none, and describes trees to any depth", () => {
  const schema = JSON.parse(schemaText());
  const parts = ["company", "sites", "reps", "pools", "meetingTypes", "guards", "forms", "scores", "territories", "router"];
  expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(parts));
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toEqual(expect.arrayContaining(["company", "reps", "meetingTypes", "router"]));
  expect(schema.required).not.toContain("pools");
  expect(schemaText()).toContain('"$ref"');
  for (const kind of ["when", "match", "split", "offerOwner", "offerPools", "offerTerritory", "queue"])
    expect(schemaText()).toContain(`"const": "${kind}"`);
});
