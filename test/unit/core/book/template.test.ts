import { expect, test } from "vitest";
import { readAnswers } from "../../../../server/core/book/read-answers.ts";
import { fillTemplate, unknownVariables } from "../../../../server/core/book/template.ts";
import type { Question } from "../../../../server/core/slots/meeting-type.ts";

const values = { meeting: "Demo", visitor: "{rep}", rep: "Ada", company: "Acme", visitorCompany: "", minutes: "30" };
const questions: readonly Question[] = [
  { id: "team", label: "How many?", kind: "choice", options: ["1–10", "more"], required: true },
  { id: "tel", label: "Number", kind: "phone" },
  { id: "about", label: "About", kind: "text" },
];

test("a template is filled in one pass: a value that looks like a variable stays as it is", () => {
  expect(fillTemplate("{meeting} {visitor} {answer.team}{answer.about} $&", values, [{ id: "team", value: "{rep}" }])).toBe(
    "Demo {rep} {rep} $&",
  );
});

test("what is no variable is named, and nothing of an object's own is one", () => {
  expect(unknownVariables("{meeting} {answer.team} {} {constructor} {answer.x}", questions)).toEqual([
    "",
    "constructor",
    "answer.x",
  ]);
  expect(fillTemplate("{constructor}{toString}", values, [])).toBe("");
});

test("answers come in the order of the questions, and what was left open is none", () => {
  expect(
    readAnswers(questions, [
      { id: "about", value: " all " },
      { id: "tel", value: "" },
      { id: "team", value: "more" },
    ]),
  ).toEqual({
    ok: true,
    answers: [
      { id: "team", label: "How many?", value: "more" },
      { id: "about", label: "About", value: "all" },
    ],
  });
});

test("a required answer that is missing or blank is refused by its question", () => {
  for (const given of [[], [{ id: "team", value: "  " }]])
    expect(readAnswers(questions, given)).toMatchObject({ ok: false, questionId: "team" });
});

test("a choice takes its options alone, a telephone number a number", () => {
  const team = { id: "team", value: "more" };
  expect(readAnswers(questions, [{ id: "team", value: "all" }])).toMatchObject({ ok: false, questionId: "team" });
  expect(readAnswers(questions, [team, { id: "tel", value: "call me" }])).toMatchObject({ ok: false, questionId: "tel" });
  expect(readAnswers(questions, [team, { id: "tel", value: "+49 (30) 12-34" }])).toMatchObject({ ok: true });
});

test("an answer to a question that has left the setup is kept", () => {
  expect(readAnswers([], [{ id: "old", value: "yes" }])).toEqual({
    ok: true,
    answers: [{ id: "old", label: "old", value: "yes" }],
  });
});
