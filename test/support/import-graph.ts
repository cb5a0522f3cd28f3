import { existsSync, globSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { posix } from "node:path";
import { findImpurities } from "./purity.ts";
import { type Import, readImports } from "./read-imports.ts";
import { mayImportRoom, type Room, roomOf } from "./rooms.ts";

const builtins = new Set(builtinModules);

/** `@scope/name/deep` → `@scope/name`. */
function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

interface Adapter {
  readonly kind: string;
  /** A vendor's folder, or a file that stands in its kind's folder by itself. */
  readonly name: string;
  readonly folder: boolean;
}

/** The adapter that a file belongs to, `server/adapters/<kind>/<name>`; null for a kind's registry and for other rooms. */
function adapterOf(path: string): Adapter | null {
  const [, kind, name, slash] = /^server\/adapters\/([^/]+)\/([^/]+?)(?:\.ts$|(\/))/.exec(path) ?? [];
  if (!kind || !name || name === "index" || roomOf(path)?.name !== "adapters") return null;
  return { kind, name, folder: slash === "/" };
}

/** Whether one adapter knows another. What stands in a kind's folder by itself is of the whole kind, and may know its vendors. */
function knowsAnother(own: Adapter, other: Adapter): boolean {
  if (own.kind !== other.kind) return true;
  return own.name !== other.name && own.folder === other.folder;
}

function wrongFile(from: { path: string; room: Room }, target: string, edge: Import): string | null {
  const to = roomOf(target);
  if (!to) return `imports ${target}, which is in no room`;
  if (!mayImportRoom(from.room, to, edge.kind === "types")) {
    const types = from.room.typesOf?.includes(to.name) ? " (its types alone: `import type`)" : "";
    return `${from.room.name} must not know ${to.name}${types}: ${target}`;
  }
  const [own, other] = [adapterOf(from.path), adapterOf(target)];
  if (!own || !other || !knowsAnother(own, other)) return null;
  return `adapter ${own.kind}/${own.name} must not know adapter ${other.kind}/${other.name}`;
}

function wrongBuiltin(room: Room, specifier: string): string | null {
  const name = specifier.replace(/^node:/, "").split("/")[0] ?? "";
  const allowed = room.builtins ?? [];
  return allowed === "any" || allowed.includes(name) ? null : `${room.name} must not use node:${name}`;
}

function wrongPackage(room: Room, edge: Import): string | null {
  const name = packageName(edge.specifier);
  const allowed = room.packages ?? [];
  if (allowed === "any" || allowed.includes(name)) return null;
  if (!room.lazy?.includes(name)) return `${room.name} must not use the package ${name}`;
  return edge.kind === "value" ? `${room.name} loads ${name} by import() on first use only` : null;
}

function wrongImport(root: string, from: { path: string; room: Room }, edge: Import): string | null {
  const { specifier } = edge;
  if (specifier === "(computed)") return from.room.computed ? null : "imports a computed name";
  if (specifier.startsWith(".")) {
    const target = posix.normalize(posix.join(posix.dirname(from.path), specifier.split("?")[0] ?? specifier));
    if (target.startsWith("..")) return `leaves the project: ${specifier}`;
    return existsSync(posix.join(root, target)) ? wrongFile(from, target, edge) : `imports ${target}, which does not exist`;
  }
  if (specifier.startsWith("node:") || builtins.has(specifier)) return wrongBuiltin(from.room, specifier);
  return wrongPackage(from.room, edge);
}

/** Every source file under `root` that stands somewhere in the house, from the root, with `/`. */
function sourceFiles(root: string): string[] {
  const skipped = new Set(["node_modules", "dist", "data", "coverage"]);
  const exclude = (name: string): boolean => skipped.has(posix.basename(name)) || posix.basename(name).startsWith(".");
  return globSync("**/*.{ts,tsx,mts,cts,js,mjs,cjs,jsx}", { cwd: root, exclude })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted();
}

/** Reads the import graph under `root`; one line of text for each arrow that the rooms do not allow. */
export function checkImports(root: string): string[] {
  return sourceFiles(root).flatMap((path) => {
    const room = roomOf(path);
    if (!room) return [`${path} stands in no room`];
    const file = readImports(path, readFileSync(posix.join(root, path), "utf8"));
    const wrong = file.imports.flatMap((edge) => {
      const why = wrongImport(root, { path, room }, edge);
      return why ? [`${path}:${edge.line} ${why}`] : [];
    });
    return room.name === "core" ? [...wrong, ...findImpurities(path, file)] : wrong;
  });
}
