import { regionOp } from "./region-op.ts";

/** The country belongs to none of the regions, and is none of the countries. */
export const notInRegion = regionOp("not_in_region", "is not in", false);
