import type { World } from "./world.ts";
export async function readReceipt(world: World, leadId: string) {
  return world.store.read.decisions.findByLead(`lead_${leadId.slice(5)}`);
}
