import pino, { type DestinationStream, type LevelWithSilent, type Logger } from "pino";
import { redact, redactRecord, redactText } from "./redact.ts";

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
          const [first, ...rest] = args;
          method.apply(this, [typeof first === "string" ? redactText(first) : first, ...rest.map(redactArgument)] as typeof args);
        },
      },
    },
    destination,
  );
}

const bufferedOutput = () => pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 500 });

const redactArgument = (value: unknown) => (typeof value === "string" ? redactText(value) : redact(value));
