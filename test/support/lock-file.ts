import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * npm forgets, in the lock file that it writes, the optional packages of platforms other than the one at hand, and then
 * `npm ci` refuses the lock (https://github.com/npm/cli/issues/4828). It also forgets `gypfile: false`, without which npm 10
 * compiles a package that brought its binary. `npm run lock` puts both back; the gate says when that is due.
 */

interface Entry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly gypfile?: boolean;
  readonly optional?: boolean;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
  readonly libc?: readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, Entry>>;
}

/** Packages with a `binding.gyp` that bring their binaries. */
const prebuilt = ["node_modules/better-sqlite3"];

const exactVersion = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
const cpus = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "loong64", "mips64el", "wasm32", "arm"];
const systems = ["android", "darwin", "freebsd", "linux", "win32", "openbsd", "netbsd", "sunos", "openharmony", "aix"];

/** The entry of an optional package, with the platform that its name tells: `…-linux-x64-musl`, `…-win32-arm64-msvc`. Keys in npm's order. */
function platformEntry(name: string, version: string, dev: boolean): Entry {
  const words = name.replace("windows-64", "win32-x64").replace("linuxmusl", "linux-musl").split(/[-/]/);
  const os = systems.find((system) => words.includes(system));
  const cpu = cpus.find((word) => words.includes(word));
  const libc =
    os === "linux" ? (words.includes("gnu") ? "glibc" : words.some((word) => word.startsWith("musl")) ? "musl" : null) : null;
  return {
    version,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(dev ? { dev } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

/** Where Node would find `name` from the package at `from`; null when the lock does not have it. */
function found(packages: Lock["packages"], from: string, name: string): string | null {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))) {
    const place = `${base}${base ? "/" : ""}node_modules/${name}`;
    if (packages[place]) return place;
    if (base === "") return null;
  }
}

/** Optional packages that the lock asks for and does not hold. */
function missingPlatforms(packages: Lock["packages"]): [string, Entry][] {
  const missing: [string, Entry][] = [];
  for (const [parent, entry] of Object.entries(packages)) {
    if (parent === "") continue;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const present = found(packages, parent, name);
      if (!exactVersion.test(version) || (present && packages[present]?.version === version)) continue;
      const nested = present !== null || parent.includes("/node_modules/");
      const place = nested ? `${parent}/node_modules/${name}` : `node_modules/${name}`;
      missing.push([place, platformEntry(name, version, entry.dev === true)]);
    }
  }
  return missing;
}

/** The lock as it should be; the very same text when there is nothing to mend. */
export function mendLock(text: string): string {
  const lock: Lock = JSON.parse(text);
  const missing = missingPlatforms(lock.packages);
  const compiled = prebuilt.filter((place) => lock.packages[place] && lock.packages[place].gypfile !== false);
  if (missing.length + compiled.length === 0) return text;
  const packages: Record<string, Entry> = { ...lock.packages, ...Object.fromEntries(missing) };
  for (const place of compiled) packages[place] = { ...packages[place], gypfile: false };
  const sorted = Object.entries(packages).toSorted(([a], [b]) => a.localeCompare(b, "en"));
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** What is wrong with the packages under `root`: versions that float, addresses of a registry, a lock that wants mending. */
export function checkPackages(root: string): string[] {
  const manifest: Record<"dependencies" | "devDependencies", Record<string, string>> = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  const text = readFileSync(join(root, "package-lock.json"), "utf8");
  const lock: Lock = JSON.parse(text);
  const floating = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `package.json: ${name} is ${version}, not an exact version`);
  const hosts = Object.entries(lock.packages)
    .filter(([, entry]) => entry.resolved?.startsWith("http"))
    .map(([place, entry]) => `package-lock.json: ${place} names the address ${entry.resolved}`);
  const mended =
    mendLock(text) === text ? [] : ["package-lock.json: npm dropped what other machines need; npm run lock puts it back"];
  return [...floating, ...hosts, ...mended];
}

if (import.meta.main) writeFileSync("package-lock.json", mendLock(readFileSync("package-lock.json", "utf8")));
