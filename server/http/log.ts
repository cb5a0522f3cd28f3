import pino, { type DestinationStream, type LevelWithSilent, type Logger } from "pino";
import { redactRecord, redactText } from "./redact.ts";

export type { Logger };

/**
 * JSON lines with personal data and secrets taken out, whatever the caller hands over. Lines go to standard output in
 * pieces of 4 KiB, twice a second and at the end of the process.
 */
export function createLogger(level: LevelWithSilent, destination: DestinationStream = bufferedOutput()): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (told: unknown) => told },
      formatters: {
        level: (label) => ({ level: label }),
        bindings: (fields) => redactRecord(fields),
        log: (fields) => redactRecord(fields),
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.some(namesSomebody) ? (args.map(redactArgument) as typeof args) : args);
        },
      },
    },
    destination,
  );
}

const bufferedOutput = () => pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 500 });

const namesSomebody = (value: unknown) => typeof value === "string" && value.includes("@");

const redactArgument = (value: unknown) => (typeof value === "string" ? redactText(value) : value);
