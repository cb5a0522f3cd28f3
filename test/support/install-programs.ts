import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findProgram, type ProgramName, programs } from "./programs.ts";

/** How this machine may run apt-get: as root, by a sudo that asks nothing, or not at all. */
function aptPrefix(): readonly string[] | null {
  if (!existsSync("/usr/bin/apt-get")) return null;
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync("sudo", ["-n", "true"], { stdio: "ignore" });
  return sudo.status === 0 ? ["sudo", "-n", "env"] : null;
}

function apt(prefix: readonly string[], args: readonly string[]): boolean {
  const [command = "env", ...rest] = [
    ...(prefix.length > 0 ? prefix : ["env"]),
    "DEBIAN_FRONTEND=noninteractive",
    "apt-get",
    ...args,
  ];
  console.log(`  apt-get ${args.join(" ")}`);
  const done = spawnSync(command, rest, { encoding: "utf8", timeout: 480_000 });
  if (done.status !== 0) console.log(`${done.stdout ?? ""}${done.stderr ?? ""}`.split("\n").slice(-15).join("\n"));
  return done.status === 0;
}

/**
 * Finds the programs that tests run against and installs what is missing where that is possible (Debian and its children,
 * as root or with a sudo that asks nothing). Answers those that are still missing, each with what a person can do.
 */
export function installPrograms(): ReadonlyMap<ProgramName, string> {
  const names: readonly ProgramName[] = ["chromium", "radicale", "xandikos", "postgres"];
  const absent = (): ProgramName[] => names.filter((name) => findProgram(name) === null);
  const prefix = absent().length > 0 ? aptPrefix() : null;
  if (prefix) {
    const retries = ["-o", "Acquire::Retries=3", "-q"];
    const install = (wanted: readonly ProgramName[]): boolean =>
      apt(prefix, [
        ...retries,
        "install",
        "-y",
        "--no-install-recommends",
        ...wanted.map((name) => programs[name].debianPackage),
      ]);
    // One source that cannot be reached, or one package that this release lacks, must not keep the others away.
    apt(prefix, [...retries, "update"]);
    if (!install(absent())) for (const name of absent()) install([name]);
  }
  for (const name of names)
    console.log(`${findProgram(name) ? "✓" : "✗"} ${name.padEnd(10)} ${findProgram(name) ?? "not found"}`);
  return new Map(
    absent().map((name) => [
      name,
      `${name} is missing: apt-get install ${programs[name].debianPackage}, or ${programs[name].elsewhere}`,
    ]),
  );
}
