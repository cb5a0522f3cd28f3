// Learns the weights of the matcher from labelled leads:
//   node test/bench/learn-match.ts --accounts accounts.csv --leads leads.csv [--aliases aliases.csv] [--write] [--folds 5]
// Prints precision, recall and F1 of leads that were not learned from (by folds), then of the whole.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { accountsOfRows } from "../../server/core/match/account-rows.ts";
import { readAskedCompany } from "../../server/core/match/asked-company.ts";
import { type Chosen, choose } from "../../server/core/match/choose.ts";
import { type LeadRow, readLeadRow } from "../../server/core/match/labelled-lead.ts";
import { weighAll } from "../../server/core/match/match-lead.ts";
import { defaultMatchOptions } from "../../server/core/match/match-options.ts";
import {
  counts,
  f1,
  falsePositiveRate,
  isRight,
  precision,
  recall,
  scoreAnswers,
} from "../../server/core/match/score-answers.ts";
import type { Weighed } from "../../server/core/match/weigh-account.ts";
import { createAccountIndex } from "../../server/state/account-index.ts";
import { weightsDocument } from "../support/weights-document.ts";
import { readTable } from "./match-data.ts";

const { values } = parseArgs({
  options: {
    accounts: { type: "string" },
    leads: { type: "string" },
    aliases: { type: "string", multiple: true },
    write: { type: "boolean" },
    folds: { type: "string" },
    l2: { type: "string" },
    steps: { type: "string" },
    show: { type: "string" },
    at: { type: "string" },
  },
});

interface Sample {
  readonly row: LeadRow;
  readonly label: NonNullable<LeadRow["label"]>;
  readonly weighed: readonly Weighed[];
  /** Numbers of the codes of each. */
  readonly features: readonly Int32Array[];
  readonly right: readonly boolean[];
  readonly learned: boolean;
  readonly fold: number;
  readonly weight: number;
}

const codes = new Map<string, number>();
const counted: number[] = [];

function numbers(list: readonly string[]): Int32Array {
  return Int32Array.from(list, (code) => {
    let at = codes.get(code);
    if (at === undefined) {
      at = codes.size;
      codes.set(code, at);
      counted.push(0);
    }
    counted[at] = (counted[at] ?? 0) + 1;
    return at;
  });
}

function hash(text: string): number {
  let sum = 7;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) >>> 0;
  return sum;
}

const folds = Number(values.folds ?? 5);
/** Leads of the same account are in the same fold, so that no account is learned by heart. */
const foldOf = ({ id, lead, label }: LeadRow) => hash(label?.expected ?? (lead.company || id)) % folds;
/** Near misses are few in the labels and many in life. */
const weightOf = (name: string) =>
  name === "neg_same_name_other_domain" ? 9 : name === "neg_nearmiss_name" ? 2.4 : name.startsWith("neg_") ? 1.7 : 1;

function samplesWith(aliases: string | undefined): Sample[] {
  const index = createAccountIndex();
  index.load(accountsOfRows(readTable(values.accounts ?? ""), aliases ? readTable(aliases) : []), []);
  return readTable(values.leads ?? "").flatMap((raw) => {
    const row = readLeadRow(raw);
    const { label } = row;
    if (label === undefined) return [];
    const weighed = weighAll(row.lead, index).weighed;
    const features = weighed.map((one) => numbers(one.codes));
    const right = weighed.map(({ account }) => isRight(label, account.id));
    const learned = counts(label.class) && (label.recoverable || label.expected === null);
    return [{ row, label, weighed, features, right, learned, fold: foldOf(row), weight: weightOf(label.class) }];
  });
}

/** Numbers of what each code's weight is the sum of: its own part, and those that it has in common with all that begin alike. */
function partsOf(list: readonly string[]): readonly Int32Array[] {
  const beginnings = new Map<string, number>();
  return list.map((code, at) => {
    const parts = [at];
    for (let dot = code.indexOf("."); dot > 0; dot = code.indexOf(".", dot + 1)) {
      const beginning = code.slice(0, dot);
      if (!beginnings.has(beginning)) beginnings.set(beginning, list.length + beginnings.size);
      parts.push(beginnings.get(beginning) ?? 0);
    }
    return Int32Array.from(parts);
  });
}

/**
 * Softmax over the candidates of a lead and "none of them"; Adam over all samples at once. A large part of a weight costs: so a
 * code that few leads have gets the weight of those that begin alike.
 */
function learn(samples: readonly Sample[], penalty: number): Float64Array {
  const parts = partsOf([...codes.keys()]);
  const size = parts.reduce((most, of) => Math.max(most, ...of), 0) + 1;
  const [own, mean, spread] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  const start = codes.get("start") ?? 0;
  own[start] = -6;
  const steps = Number(values.steps ?? 160);
  for (let step = 1; step <= steps; step++) {
    const slope = new Float64Array(codes.size);
    const weights = summed(parts, own);
    for (const sample of samples) addSlope(sample, weights, slope);
    const slopes = new Float64Array(size);
    for (const [code, of] of parts.entries()) for (const at of of) slopes[at] = (slopes[at] ?? 0) + (slope[code] ?? 0);
    const rate = step < steps * 0.46 ? 0.1 : step < steps * 0.77 ? 0.04 : 0.015;
    for (let at = 0; at < size; at++) {
      const g = (slopes[at] ?? 0) + (at === start ? 0 : penalty * (own[at] ?? 0));
      mean[at] = 0.9 * (mean[at] ?? 0) + 0.1 * g;
      spread[at] = 0.99 * (spread[at] ?? 0) + 0.01 * g * g;
      const m = (mean[at] ?? 0) / (1 - 0.9 ** step);
      own[at] = (own[at] ?? 0) - (rate * m) / (Math.sqrt((spread[at] ?? 0) / (1 - 0.99 ** step)) + 1e-8);
    }
  }
  return summed(parts, own);
}

const summed = (parts: readonly Int32Array[], own: Float64Array) =>
  Float64Array.from(parts, (of) => of.reduce((sum, at) => sum + (own[at] ?? 0), 0));

const sumOf = (features: Int32Array, weights: Float64Array) => features.reduce((sum, at) => sum + (weights[at] ?? 0), 0);

function addSlope({ features, right, weight }: Sample, weights: Float64Array, slope: Float64Array): void {
  const masses = features.map((one) => Math.exp(Math.min(30, sumOf(one, weights))));
  const all = masses.reduce((sum, mass) => sum + mass, 1);
  const good = masses.reduce((sum, mass, at) => sum + (right[at] ? mass : 0), 0);
  for (const [at, one] of features.entries()) {
    const mass = masses[at] ?? 0;
    const wanted = good > 0 && right[at] ? mass / good : 0;
    const push = (mass / all - wanted) * weight;
    if (Math.abs(push) > 1e-6) for (const code of one) slope[code] = (slope[code] ?? 0) + push;
  }
}

const answerOf = new Map<Sample, Chosen | null>();

function answer(sample: Sample, weights: Float64Array): void {
  const weighed = sample.weighed.map((one, at) => ({ ...one, sum: sumOf(sample.features[at] ?? new Int32Array(0), weights) }));
  answerOf.set(sample, choose(weighed, readAskedCompany(sample.row.lead), defaultMatchOptions)[0] ?? null);
}

function figures(samples: readonly Sample[], at: number) {
  const answers = samples.map((sample) => {
    const best = answerOf.get(sample);
    return { label: sample.label, answer: best && best.score >= at ? best.account.id : null };
  });
  return scoreAnswers(answers);
}

const three = (value: number) => value.toFixed(4);

function print(title: string, samples: readonly Sample[]): void {
  for (const at of [0.4, 0.5, defaultMatchOptions.routeAt, 0.6, 0.7]) {
    const { total } = figures(samples, at);
    console.log(
      `${title} at ${at}: precision ${three(precision(total))} recall ${three(recall(total))} F1 ${three(f1(total))} false positives ${three(falsePositiveRate(total))}`,
    );
  }
}

function printClasses(samples: readonly Sample[], at: number): void {
  for (const [name, of] of [...figures(samples, at).byClass].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const told =
      of.none > 0
        ? `false positives ${three(falsePositiveRate(of))}`
        : `precision ${three(precision(of))} recall ${three(recall(of))}`;
    console.log(`  ${name.padEnd(30)} ${String(of.leads).padStart(5)} ${told}`);
  }
}

function show(samples: readonly Sample[], at: number): void {
  for (const name of (values.show ?? "").split(",")) {
    for (const sample of samples) {
      if (sample.label.class !== name || !sample.label.recoverable) continue;
      const best = answerOf.get(sample);
      const answered = best && best.score >= at ? best.account.id : null;
      const good = sample.label.expected === null ? answered === null : answered !== null && isRight(sample.label, answered);
      if (good) continue;
      const { lead } = sample.row;
      const wanted = sample.weighed.find((_, place) => sample.right[place]);
      console.log(
        [
          answered ? "WRONG" : "MISS",
          name,
          [lead.company, lead.emailDomain, lead.website, lead.country].join(";"),
          "| best",
          best ? `${best.account.name} ${best.account.domains[0]} ${best.score.toFixed(2)}` : "-",
          "| want",
          sample.label.expected === null
            ? "NONE"
            : wanted
              ? `${wanted.account.name} ${wanted.account.domains[0]} ${wanted.codes.slice(1).join(" ")}`
              : `no candidate ${sample.label.expected}`,
          answered ? `| codes ${best?.codes.slice(1).join(" ")}` : "",
        ].join(" "),
      );
    }
  }
}

function write(weights: Float64Array): void {
  const rows = [...codes]
    .map(([code, at]) => [code, Math.round((weights[at] ?? 0) * 100) / 100] as const)
    .filter(([code, weight]) => Math.abs(weight) >= 0.02 || code === "start");
  rows.sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = rows.map(([code, weight]) => `  "${code}": ${weight}`).join(",\n");
  writeFileSync(new URL("../../server/core/match/match-weights.json", import.meta.url), `{\n${lines}\n}\n`);
  writeFileSync(new URL("../../docs/reference/matching-weights.md", import.meta.url), weightsDocument(new Map(rows)));
  console.log(`${rows.length} weights written`);
}

const penalty = Number(values.l2 ?? 5);
const at = Number(values.at ?? defaultMatchOptions.routeAt);
const sets = [undefined, ...(values.aliases ?? [])].map(samplesWith);
const [plain = []] = sets;
const all = sets.flat();
console.log(`${all.length} leads, ${codes.size} codes`);

function crossValidate(): void {
  for (let fold = 0; fold < folds; fold++) {
    const weights = learn(
      all.filter((sample) => sample.learned && sample.fold !== fold),
      penalty,
    );
    for (const sample of all.filter((one) => one.fold === fold)) answer(sample, weights);
  }
  for (const [place, set] of sets.entries()) {
    print(place === 0 ? "not learned from" : "not learned from, with aliases", set);
    printClasses(set, at);
  }
  show(plain, at);
}

if (folds > 1) crossValidate();
if (values.write || folds <= 1) {
  const weights = learn(
    all.filter((sample) => sample.learned),
    penalty,
  );
  for (const sample of all) answer(sample, weights);
  for (const [place, set] of sets.entries()) print(place === 0 ? "learned from" : "learned from, with aliases", set);
  if (values.write) write(weights);
}
