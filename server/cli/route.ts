import { previewRoute } from "../flows/leads/preview-route.ts";
import { readEnvelope } from "../routes/public/read-envelope.ts";
import { type Command, Refusal, UsageError } from "./command.ts";
import { printDocument, readDocument } from "./document.ts";
import { openToLook, withContext } from "./open-context.ts";
import { documentOptions, readArgs } from "./read-args.ts";
import { versionId } from "./version-id.ts";

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a form would send for an answer: a box that is ticked says yes, several choices are several fields. */
function answersOf(name: string, answer: unknown): readonly { readonly name: string; readonly value: string }[] {
  if (Array.isArray(answer)) return answer.flatMap((one) => answersOf(name, one));
  if (answer === null || answer === undefined) return [];
  if (typeof answer === "string") return [{ name, value: answer }];
  if (typeof answer === "number" || typeof answer === "boolean") return [{ name, value: String(answer) }];
  throw new Refusal(`The field ${name} takes a text, a number, true, false, or a list of them.`);
}

/** The bytes of a submission: a whole one as a page sends it, or one with these fields of a form. */
function asSubmission(file: string, value: unknown): Uint8Array {
  if (!isMap(value)) throw new Refusal(`${file}: a lead is a map of form fields, or a submission as a page sends it.`);
  const fields = isMap(value.form) ? [] : Object.entries(value).flatMap(([name, answer]) => answersOf(name, answer));
  const submission = {
    id: "preview-of-a-lead",
    form: { fields },
    page: { url: "https://example.com/" },
    visitor: { timeZone: "UTC", locale: "en" },
    ...(isMap(value.form) ? value : {}),
  };
  return new TextEncoder().encode(JSON.stringify(submission));
}

export const routeLead: Command = {
  name: "route",
  usage: "<lead.json | lead.yaml | -> [--version <version>] [--json | --yaml]",
  summary:
    "Says where a lead would go now, and why, as its receipt; takes form fields or a whole submission, and writes nothing.",
  async run(args, io) {
    const { values, file } = readArgs(args, { ...documentOptions, version: "string" });
    if (!file) throw new UsageError("Which lead?");
    const { envelope } = readEnvelope(asSubmission(file, await readDocument(io, file)), false);
    if (envelope instanceof Error) throw envelope;
    return withContext(openToLook(io), async ({ world }) => {
      const id = values.version === undefined ? null : versionId(values.version);
      const version = id === null ? undefined : await world.store.read.setups.find(id);
      if (version === null) throw new Refusal(`There is no version ${id}.`);
      printDocument(io, values, await previewRoute(world, { ...envelope, receivedAt: world.now() }, version));
      return 0;
    });
  },
};
