import { regionOp } from "./region-op.ts";

/** The country belongs to one of the regions, or is one of the countries. */
export const inRegion = regionOp("in_region", "is in", true);
