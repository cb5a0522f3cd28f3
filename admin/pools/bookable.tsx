import type { PoolRow } from "../../server/contract/pools.ts";

/** A dot a member: full for who can be offered, hollow for who cannot. The sentence beside it says the same. */
export function Bookable({ pool: { members, bookable } }: { readonly pool: PoolRow }) {
  const most = 24;
  const shown = Math.min(members, most);
  return (
    <div class="dots" aria-hidden="true">
      {Array.from({ length: shown }, (_, i) => (
        <span key={i} class={i < Math.round((bookable * shown) / members) ? "able" : ""} />
      ))}
      {members > most && <span class="more">…</span>}
    </div>
  );
}
