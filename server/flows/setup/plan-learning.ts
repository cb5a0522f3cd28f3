import { comparedFields } from "../../core/forms/find-drift.ts";
import { newId } from "../../core/id.ts";
import type { World } from "../world.ts";

/** Has the forms learned from by a job, when rules ask for any of their fields. While one waits or runs there is no second. */
export async function planLearning(world: World): Promise<void> {
  const live = world.state.setupOrNull();
  if (live === null || comparedFields(live.setup).size === 0) return;
  const job = { kind: "learn_forms", uniqueKey: "learn-forms", payload: {}, runAt: world.now() };
  const planned = await world.store.write((repos) => repos.jobs.enqueue({ id: newId("job", world.random), ...job }));
  if (planned) world.wakeJobs();
}
