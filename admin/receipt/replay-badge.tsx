import { Icon } from "../parts/icon.tsx";

/** Whether the decision was made again from its receipt with the same answer. */
export function ReplayBadge({ same }: { readonly same: boolean }) {
  return same ? (
    <span
      class="badge good"
      title="Routed again just now with what was known then: every rep, reason and rule came out the same."
    >
      <Icon name="replay" />
      Replays to the same answer
    </span>
  ) : (
    <span class="badge bad" title="Routed again just now with what was known then, something came out differently.">
      <Icon name="warning" />
      Replays to another answer
    </span>
  );
}
