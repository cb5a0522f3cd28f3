import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileRep } from "../../../../server/core/availability/compile-rep.ts";
import { toSpans } from "../../../../server/core/availability/spans.ts";
import { isBookable, type RepStartsInput, repStarts } from "../../../../server/core/slots/rep-starts.ts";
import { decodeStarts } from "../../../../server/core/slots/starts.ts";
import { isTeamBookable, teamStarts } from "../../../../server/core/slots/team-starts.ts";
import { instant } from "../../../../server/core/time.ts";
import { type OracleQuestion, oracleStarts, workingMinutes } from "../../../support/minute-oracle.ts";
import { questions, questionsIn } from "../../../support/random-reps.ts";

function inputOf({ rep, type, busy, bookings, range, now }: OracleQuestion): RepStartsInput {
  return { rep: compileRep(rep), type, busy: toSpans(busy), bookings, range, now: instant(now) };
}

function shown(question: OracleQuestion): number[] {
  return decodeStarts(repStarts(inputOf(question)));
}

describe("the starts of a rep", () => {
  it("are those that a minute-by-minute reading of the rules gives, on every odd day of every odd clock", () => {
    fc.assert(
      fc.property(questions, (question) => {
        expect(shown(question)).toEqual(oracleStarts([question]));
      }),
      { numRuns: 800 },
    );
  });

  it("are inside hours and outside busy times and bookings, whole meetings of real minutes, none twice", () => {
    fc.assert(
      fc.property(questions, (question) => {
        const starts = shown(question);
        const { rep, type, range } = question;
        const working = workingMinutes(rep, range.startMinute, range.endMinute + type.durationMinutes);
        expect(new Set(starts).size).toBe(starts.length);
        for (const start of starts) {
          for (let minute = start; minute < start + type.durationMinutes; minute++) expect(working.has(minute)).toBe(true);
          const begins = (start - type.bufferBeforeMinutes) * 60_000;
          const ends = (start + type.durationMinutes + type.bufferAfterMinutes) * 60_000;
          for (const { startAt, endAt } of question.busy) expect(begins >= endAt || ends <= startAt).toBe(true);
          for (const { blockStartMinute, blockEndMinute } of question.bookings) {
            expect(begins >= blockEndMinute * 60_000 || ends <= blockStartMinute * 60_000).toBe(true);
          }
          expect(start * 60_000).toBeGreaterThanOrEqual(question.now + type.minimumNoticeMinutes * 60_000);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("are bookable, and nothing else is but what a page that begins with it would show", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 2_880 }), (question, minutes) => {
        const input = inputOf(question);
        const starts = new Set(shown(question));
        for (const start of starts) expect(isBookable({ ...input, startMinute: start })).toBe(true);
        const asked = question.range.startMinute + minutes;
        const page = { startMinute: asked - question.type.offsetStartMinutes, endMinute: asked + 1 };
        const inRange = asked < question.range.endMinute;
        const expected = starts.has(asked) || (inRange && oracleStarts([{ ...question, range: page }]).includes(asked));
        expect(isBookable({ ...input, startMinute: asked })).toBe(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("stay bookable when somebody else books another time of a grid that does not divide the hour", () => {
    fc.assert(
      fc.property(questions, fc.nat(), fc.nat(), (question, one, two) => {
        const free = { ...question, type: { ...question.type, meetingLimits: {}, minuteLimits: {} } };
        const starts = shown(free);
        const mine = starts[one % starts.length];
        const theirs = starts[two % starts.length];
        if (mine === undefined || theirs === undefined) return;
        const { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, offsetStartMinutes } = free.type;
        const reach = durationMinutes + bufferBeforeMinutes + bufferAfterMinutes + offsetStartMinutes;
        if (Math.abs(mine - theirs) < reach || crossesHalfHourChange(free)) return;
        const block = { startMinute: theirs, endMinute: theirs + durationMinutes, meetingTypeId: "intro" };
        const booking = {
          ...block,
          blockStartMinute: theirs - bufferBeforeMinutes,
          blockEndMinute: theirs + durationMinutes + bufferAfterMinutes,
        };
        const later = inputOf({ ...free, bookings: [...free.bookings, booking] });
        expect(isBookable({ ...later, startMinute: mine })).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it("do not depend on how the range is cut when the interval is a part of the hour", () => {
    fc.assert(
      fc.property(questions, fc.integer({ min: 0, max: 96 }), (question, quarter) => {
        const aligned = { ...question.type, slotIntervalMinutes: 15, offsetStartMinutes: 0 };
        const { startMinute, endMinute } = question.range;
        const middle = Math.min(startMinute + quarter * 15, endMinute);
        const whole = { ...question, type: aligned };
        const pages = [
          ...shown({ ...whole, range: { startMinute, endMinute: middle } }),
          ...shown({ ...whole, range: { startMinute: middle, endMinute } }),
        ];
        expect(pages).toEqual(shown(whole));
      }),
      { numRuns: 150 },
    );
  });
});

/** A rep of an odd clock and up to two of Berlin, asked for one type; each may be known for a shorter or longer time. */
const teams = questions.chain((first) => {
  const { type, range, now } = first;
  const date = new Date(range.startMinute * 60_000).toISOString().slice(0, 10);
  const other = fc.tuple(questionsIn("Europe/Berlin", date), fc.constantFrom(0, 0, -300, 300)).map(([question, more]) => {
    const endMinute = Math.max(range.startMinute, range.endMinute + more);
    return { ...question, type, now, range: { ...range, endMinute } };
  });
  return fc.array(other, { maxLength: 2 }).map((others) => [first, ...others]);
});

/** The oracle wants one range for all. */
function inCommonRange(members: readonly OracleQuestion[]): OracleQuestion[] {
  const endMinute = Math.min(...members.map(({ range }) => range.endMinute));
  return members.map((member) => ({ ...member, range: { ...member.range, endMinute } }));
}

describe("the starts of a team", () => {
  it("are those at which every rep is free by a minute-by-minute reading, however their grids lie", () => {
    fc.assert(
      fc.property(teams, (members) => {
        expect(decodeStarts(teamStarts(members.map(inputOf)))).toEqual(oracleStarts(inCommonRange(members)));
      }),
      { numRuns: 150 },
    );
  });

  it("are bookable, and nothing else is but what a page that begins with it would show", () => {
    fc.assert(
      fc.property(teams, fc.integer({ min: -10, max: 2_880 }), (members, minutes) => {
        const inputs = members.map(inputOf);
        const common = inCommonRange(members);
        const starts = decodeStarts(teamStarts(inputs));
        for (const start of starts) expect(isTeamBookable(inputs, start)).toBe(true);
        const asked = common[0]!.range.startMinute + minutes;
        const page = { startMinute: asked - common[0]!.type.offsetStartMinutes, endMinute: asked + 1 };
        const inRange = minutes >= 0 && asked < common[0]!.range.endMinute;
        const paged = inRange && oracleStarts(common.map((member) => ({ ...member, range: page }))).includes(asked);
        expect(isTeamBookable(inputs, asked)).toBe(starts.includes(asked) || paged);
      }),
      { numRuns: 100 },
    );
  });

  it("are none for nobody", () => {
    expect(decodeStarts(teamStarts([]))).toEqual([]);
  });
});

/** Lord Howe alone: there a grid of whole hours is off the hour after the change, and a later page begins it anew. */
function crossesHalfHourChange({ rep }: OracleQuestion): boolean {
  return rep.timeZone === "Australia/Lord_Howe";
}
