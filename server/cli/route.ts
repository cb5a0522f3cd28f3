import { parse } from "yaml";
import { previewRoute } from "../flows/preview-route.ts";
import { readEnvelope } from "../routes/public/read-envelope.ts";
import { type Command, UsageError } from "./command.ts";
import { withContext } from "./open-context.ts";
import { readArgs } from "./read-args.ts";

/** Accepts a whole submission, or simply the fields of a form. */
function asSubmission(text: string): Uint8Array {
  const value: unknown = parse(text);
  if (typeof value !== "object" || value === null)
    throw new UsageError("The lead must be a map of form fields, or a submission as the page sends it.");
  const whole = "form" in value;
  const fields = Object.entries(value).map(([name, answer]) => ({ name, value: String(answer) }));
  const submission = {
    id: "preview-of-a-lead",
    form: { fields },
    page: { url: "https://example.com/" },
    visitor: { timeZone: "UTC", locale: "en" },
    ...(whole ? value : {}),
  };
  return new TextEncoder().encode(JSON.stringify(submission));
}

export const routeLead: Command = {
  name: "route",
  usage: "<lead.json|lead.yaml|->",
  summary: "Says where a lead would go now, and why, as a receipt in JSON; writes nothing.",
  async run(args, io) {
    const { positionals } = readArgs(args, {});
    const file = positionals[0];
    if (!file) throw new UsageError(`handraise route ${routeLead.usage}`);
    const { envelope } = readEnvelope(asSubmission(await io.readText(file)), false);
    if (envelope instanceof Error) throw envelope;
    return withContext(io, async ({ world }) => {
      io.out(JSON.stringify(await previewRoute(world, { ...envelope, receivedAt: world.now() }), null, 2));
      return 0;
    });
  },
};
