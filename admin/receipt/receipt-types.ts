import type { Receipt } from "../../server/contract/receipt.ts";

export type Pool = Receipt["pools"][number];
export type PoolRep = Pool["reps"][number];
export type Rule = Receipt["rules"][number];
export type Trace = NonNullable<Rule["because"]>;
export type Reason = PoolRep["reason"];
