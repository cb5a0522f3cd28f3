import { existsSync, globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { z } from "zod";

const manifestShape = z.object({ scripts: z.record(z.string(), z.string()) });

/** A place in the project, as documents write it: below a known folder, or a file at the root. */
const placePattern = /^(?:(?:server|db|widget|admin|test|docs|\.ci)\/[\w./-]*|[\w.-]+\.(?:ts|json|yaml|md)|Dockerfile|LICENSE)$/;

/** Files that a document may speak of though they are the reader's, not ours. */
const readersOwn = /^(?:setup|handraise|your-[\w-]+)\.(?:yaml|json)$/;

function outsideFences(text: string): string {
  return text.replace(/^```[^\n]*\n[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, " "));
}

interface Mention {
  readonly target: string;
  readonly line: number;
}

function mentions(text: string, pattern: RegExp): Mention[] {
  return [...text.matchAll(pattern)].map((match) => ({
    target: match[1] ?? "",
    line: text.slice(0, match.index).split("\n").length,
  }));
}

function brokenIn(root: string, document: string, scripts: ReadonlySet<string>): string[] {
  const full = readFileSync(posix.join(root, document), "utf8");
  const prose = outsideFences(full);
  const exists = (path: string): boolean => existsSync(posix.join(root, path));
  const links = mentions(prose, /\]\(<?([^)\s>]+)>?[^)]*\)/g)
    .filter(({ target }) => !/^(?:[a-z]+:|#)/.test(target))
    .filter(({ target }) => !exists(posix.join(posix.dirname(document), target.split("#")[0] ?? "")))
    .map(({ target, line }) => `${document}:${line} links to ${target}, which does not exist`);
  const places = mentions(prose, /`([^`\n]+)`/g)
    .filter(({ target }) => placePattern.test(target) && !readersOwn.test(target))
    .filter(({ target }) => !exists(target) && !exists(posix.join(posix.dirname(document), target)))
    .map(({ target, line }) => `${document}:${line} names ${target}, which does not exist`);
  const commands = mentions(full, /\bnpm run ([\w:-]+)/g)
    .filter(({ target }) => !scripts.has(target))
    .map(({ target, line }) => `${document}:${line} says npm run ${target}, which package.json does not have`);
  return [...links, ...places, ...commands];
}

/** The documents of the project, from the root. */
function documentFiles(root: string): string[] {
  return ["*.md", "docs/**/*.md"].flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted();
}

/** Every path, link and `npm run` word in the documents under `root` that leads nowhere; one line of text each. */
export function checkDocuments(root: string): string[] {
  const manifest = manifestShape.parse(JSON.parse(readFileSync(posix.join(root, "package.json"), "utf8")));
  const scripts = new Set(Object.keys(manifest.scripts));
  return documentFiles(root).flatMap((document) => brokenIn(root, document, scripts));
}
