import { describe, expect, it } from "vitest";
import { checkSetup } from "../../../../server/core/check-setup.ts";
import { tellScores } from "../../../../server/core/receipt/tell-scores.ts";
import { compileRouter } from "../../../../server/core/route/compile-router.ts";
import type { ScorePolicy } from "../../../../server/core/route/score.ts";
import type { Setup } from "../../../../server/core/setup.ts";
import { someSetup } from "../../../support/some-setup.ts";
import { someSubject } from "../../../support/some-subject.ts";

const fit: ScorePolicy = {
  id: "fit",
  name: "Fit",
  rules: [
    { when: { field: "lead.companySize", op: "greater_or_equal", value: 200 }, points: 30, reason: "200 people or more" },
    { when: { field: "lead.jobTitle", op: "contains", value: ["chief", "head"] }, points: 20, reason: "decides" },
    { when: { field: "lead.freeMail", op: "is_true" }, points: -25, reason: "free mail" },
  ],
  bands: [
    { name: "A", from: 40 },
    { name: "C", from: 0 },
    { name: "B", from: 20 },
  ],
};

const setupWith = (scores: readonly ScorePolicy[]): Setup => ({
  ...someSetup({
    rules: [
      { id: "a", name: "A", when: { field: "score.band", op: "equals", value: "A" }, then: { kind: "message", text: "a" } },
    ],
  }),
  scores,
});

describe("a score", () => {
  const setup = setupWith([fit]);
  const { fields, rules } = compileRouter(setup);
  it("is the sum of what holds, with its reasons, its band, and what could not be answered", () => {
    const [score] = fields.scoreLead(someSubject({ companySize: 500, email: "a@acme.com" }));
    expect(score).toEqual({
      id: "fit",
      value: 30,
      band: "B",
      reasons: [{ reason: "200 people or more", points: 30 }],
      unknown: ["decides"],
    });
  });
  it("has no band below all of them", () => {
    expect(fields.scoreLead(someSubject({ email: "a@gmail.com", freeMail: true }))[0]).toMatchObject({ value: -25, band: null });
  });
  it("is asked by conditions, by its name and as the first", () => {
    const subject = someSubject({ companySize: 500, jobTitle: "Head of Sales" });
    expect(rules.firstMatch(subject)).toBe(0);
    expect(fields.rules("score.fit")?.read(subject)).toBe(50);
    expect(fields.rules("score.value")?.read(subject)).toBe(50);
    expect(fields.rules("score.fit.band")?.read(subject)).toBe("A");
    expect(fields.qualify("score.fit")?.read(subject)).toBe(50);
    expect(fields.scores("score.fit")).toBe(null);
  });
  it("is told in words", () => {
    const scores = fields.scoreLead(someSubject({ companySize: 500, email: "a@gmail.com", freeMail: true }));
    expect(tellScores({ scores: scores.map((score) => ({ ...score, name: "Fit" })) })).toBe(
      "Fit is 5, C: 200 people or more (+30); free mail (-25). Not answered, because a field was missing: decides.",
    );
  });
});

it("a score that asks for itself, a name that is taken and a band that is there twice are refused", () => {
  const circular = { when: { field: "score.fit", op: "greater", value: 3 }, points: 1, reason: "x" };
  const wrong: ScorePolicy = {
    id: "band",
    name: "x",
    rules: [circular],
    bands: [
      { name: "A", from: 1 },
      { name: "B", from: 1 },
    ],
  };
  expect(checkSetup({ ...setupWith([fit, wrong]) })).toEqual([
    { path: "scores[1].id", message: "band is a name of its own: score.band" },
    { path: "scores[1].rules[0].when.field", message: "there is no field score.fit here" },
    { path: "scores[1].bands[1]", message: "has the name or the bound of scores[1].bands[0]" },
  ]);
});
