import { accessSync, constants, globSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

export type ProgramName = "chromium" | "radicale" | "xandikos" | "postgres";

interface Program {
  /** Names on the PATH, the best first. */
  readonly commands: readonly string[];
  /** Where it is found on machines that do not put it on the PATH; the newest version first. */
  readonly places: readonly string[];
  /** Its package on Debian and its children. */
  readonly debianPackage: string;
  /** How a person gets it elsewhere. */
  readonly elsewhere: string;
}

/** The real programs that tests run against. `postgres` is found by `initdb`: its folder holds the server too. */
export const programs: Readonly<Record<ProgramName, Program>> = {
  chromium: {
    commands: ["chromium", "chromium-browser", "google-chrome"],
    places: ["/usr/lib/chromium/chromium", "/Applications/{Chromium,Google Chrome}.app/Contents/MacOS/{Chromium,Google Chrome}"],
    debianPackage: "chromium",
    elsewhere: "install Chromium or Chrome",
  },
  radicale: {
    commands: ["radicale"],
    places: [`${homedir()}/.local/bin/radicale`],
    debianPackage: "radicale",
    elsewhere: "pipx install radicale",
  },
  xandikos: {
    commands: ["xandikos"],
    places: [`${homedir()}/.local/bin/xandikos`],
    debianPackage: "xandikos",
    elsewhere: "pipx install xandikos",
  },
  postgres: {
    commands: ["initdb"],
    places: ["/usr/lib/postgresql/*/bin/initdb", "/usr/local/pgsql/bin/initdb", "/opt/homebrew/opt/postgresql@*/bin/initdb"],
    debianPackage: "postgresql",
    elsewhere: "install PostgreSQL 15 or newer",
  },
};

export function isProgramName(name: string | undefined): name is ProgramName {
  return name !== undefined && Object.hasOwn(programs, name);
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Absolute path of a program; null when this machine does not have it. */
export function findProgram(name: ProgramName): string | null {
  const { commands, places } = programs[name];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  const elsewhere = places.flatMap((place) => globSync(place).toSorted((a, b) => b.localeCompare(a, "en", { numeric: true })));
  return [...onPath, ...elsewhere].find(executable) ?? null;
}

/** As {@link findProgram}, for a test that cannot do without: throws an error that says how to get it. */
export function requireProgram(name: ProgramName): string {
  const path = findProgram(name);
  if (!path)
    throw new Error(
      `${name} is not on this machine: apt-get install ${programs[name].debianPackage}, or ${programs[name].elsewhere}`,
    );
  return path;
}
