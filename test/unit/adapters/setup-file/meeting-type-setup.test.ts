import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { formatSetup } from "../../../../server/adapters/setup-file/format-setup.ts";
import { parseSetup } from "../../../../server/adapters/setup-file/parse-setup.ts";
import { smallestSetup } from "../../../support/setup-text.ts";

function parseWith(type: Readonly<Record<string, unknown>>) {
  const base = parse(smallestSetup);
  return parseSetup(JSON.stringify({ ...base, meetingTypes: [{ id: "intro", name: "Intro", ...type }] }));
}

function problemsOf(type: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = parseWith(type);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`);
}

const everything = {
  durationMinutes: 30,
  lengths: [60, 15, 30],
  location: { kind: "phone", caller: "visitor", number: "+49 30 1234" },
  questions: [
    { id: "team", label: "How many are you?", kind: "choice", options: ["1–10", "more"], required: true },
    { id: "about", label: "What about?" },
  ],
  guests: 3,
  reminders: [60, 1440],
  event: { title: "{meeting} with {visitorCompany}", description: "{answer.team} people\n{answer.about}" },
  afterBooking: { kind: "redirect", url: "https://www.example.com/thanks" },
  reschedule: { untilMinutes: 120, atMost: 2, with: "pool" },
  cancel: false,
  whenRepDeclines: "askVisitor",
};

describe("a meeting type in the setup", () => {
  test("may say everything, in an order that is its own", () => {
    const parsed = parseWith(everything);
    expect(parsed.ok && parsed.setup.meetingTypes[0]).toMatchObject({
      ...everything,
      lengths: [15, 30, 60],
      reminders: [1440, 60],
      questions: [everything.questions[0], { ...everything.questions[1], kind: "text" }],
    });
  });

  test("comes back from what `handraise export` writes of it", () => {
    const parsed = parseWith(everything);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const again = parseSetup(formatSetup(parsed.setup));
    expect(again.ok && again.setup).toEqual(parsed.setup);
  });

  test("that says nothing has nothing to ask, to remind of or to refuse", () => {
    const parsed = parseWith({});
    const [type = {}] = parsed.ok ? parsed.setup.meetingTypes : [];
    const said = Object.keys(everything).filter((key) => key in type);
    expect(said).toEqual(["durationMinutes", "location"]);
  });

  test("with a number to call means that the visitor calls", () => {
    const parsed = parseWith({ location: { kind: "phone", number: "+49 30 1234" } });
    expect(parsed.ok && parsed.setup.meetingTypes[0]?.location).toMatchObject({ caller: "visitor" });
  });

  test.each([
    ["lengths without the usual one", { lengths: [15, 60] }, "lengths lacks durationMinutes"],
    ["a length twice", { lengths: [30, 30] }, "lengths names a length twice"],
    ["a limit below its longest length", { lengths: [30, 60], minuteLimits: { day: 45 } }, "one meeting of 60 minutes"],
    ["a choice without options", { questions: [{ id: "a", label: "A", kind: "choice" }] }, "questions[0].options is missing"],
    ["options without a choice", { questions: [{ id: "a", label: "A", options: ["x", "y"] }] }, "belongs to a choice"],
    ["an option twice", { questions: [{ id: "a", label: "A", kind: "choice", options: ["x", "x"] }] }, "option twice"],
    [
      "a question twice",
      {
        questions: [
          { id: "a", label: "A" },
          { id: "a", label: "B" },
        ],
      },
      "questions[1].id",
    ],
    ["a variable that there is not", { event: { title: "{visitor} {phone}" } }, "event.title names {phone}"],
    ["an answer that is not asked for", { event: { description: "{answer.team}" } }, "names {answer.team}"],
    ["a redirect that is no web address", { afterBooking: { kind: "redirect", url: "javascript:alert(1)" } }, "afterBooking"],
    ["a visitor who calls nobody", { location: { kind: "phone", caller: "visitor" } }, "location.number is missing"],
    ["a pool that joins and is not there", { joinedBy: ["engineers"] }, "joinedBy[0] there is no pool engineers"],
    ["too many guests", { guests: 21 }, "guests"],
    ["a key that is not known", { reschedule: { until: 5 } }, "reschedule"],
  ])("is refused with %s", (_what, type, says) => {
    expect(problemsOf(type).join("\n")).toContain(says);
  });
});
