/** Where a command reads and writes; a test hands in its own. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** A file's text, or standard input for `-`. */
  readText(file: string): Promise<string>;
  /** A file piece by piece, or standard input for `-`. */
  readBytes(file: string): AsyncIterable<Uint8Array>;
  /** Writes as it stands, and resolves when more may be written. */
  write(text: string): Promise<void>;
}

/** One command of `handraise`. `run` resolves to the exit status. */
export interface Command {
  readonly name: string;
  /** What follows the name, e.g. `<file>`. */
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[], io: CliIo): Promise<number>;
}

/** Bad use of a command: told with the command's usage, exit status 2. */
export class UsageError extends Error {}

/** A wrong environment, a line a problem; exit status 2. */
export class EnvironmentError extends Error {}

/** What cannot be done as things are, told in one line; exit status 1. */
export class Refusal extends Error {}
