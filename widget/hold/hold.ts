import type { Hold } from "../shared/booker.ts";
import { pageSettled } from "./page-settled.ts";
import { openSink } from "./sink.ts";

/** What looks after the form's own way while a booker is shown. */
export const hold: Hold = { openSink, pageSettled };
