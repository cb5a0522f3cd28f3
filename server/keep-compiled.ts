import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { compiledFile, loadProgram, programFile } from "./cli/load-program.ts";

/** The last step of a build: starts the server, has it answer a submission, and keeps what V8 compiled for that. */
const root = resolve(import.meta.dirname, "..");
const built = join(root, "dist/server");
const folder = mkdtempSync(join(tmpdir(), "handraise-build-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const program = loadProgram(built);
/** What the operator set is for the server that will run, not for this one, which must reach nobody. */
const isOfSystem = ([name]: readonly [string, unknown]) => !name.startsWith("HANDRAISE_");
const env = {
  ...Object.fromEntries(Object.entries(program.entry.processIo.env).filter(isOfSystem)),
  HANDRAISE_SECRET: "only-for-as-long-as-the-build-takes",
  HANDRAISE_DATABASE_URL: `file:${join(folder, "build.db")}`,
  HANDRAISE_HOST: "127.0.0.1",
  HANDRAISE_PORT: "0",
  HANDRAISE_LOG_LEVEL: "silent",
};
const setup = join(root, "docs/examples/demo-setup.yaml");
execFileSync(process.execPath, [join(root, "server/cli.ts"), "apply", setup], { env, stdio: ["ignore", "ignore", "inherit"] });

const port = await new Promise<string>((listens, fails) => {
  const out = (line: string) => listens(/:(\d+) /.exec(line)?.[1] ?? "");
  const err = (line: string) => fails(new TypeError(line));
  program.entry.runArguments(["start"], { ...program.entry.processIo, env, out, err }).catch(fails);
});
const submission = {
  id: "the-first-after-a-build",
  form: { id: "demo", fields: [{ name: "email", value: "sam@alderlogistics.example", type: "email" }] },
  page: { url: "https://www.example.com/demo" },
  visitor: { timeZone: "Europe/Berlin", locale: "en-GB" },
};
const answer = await fetch(`http://127.0.0.1:${port}/v1/submissions`, {
  method: "POST",
  headers: { "content-type": "text/plain;charset=UTF-8", origin: "https://www.example.com" },
  body: JSON.stringify(submission),
});
if (!answer.ok) throw new TypeError(`the server that was built answers ${answer.status}: ${await answer.text()}`);
writeFileSync(compiledFile(programFile(built)), program.keepCompiled());
process.exit();
