import { useEffect } from "preact/hooks";
import type { PoolList, PoolRow } from "../../server/contract/pools.ts";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { poolPath } from "../router.ts";
import { Bookable } from "./bookable.tsx";
import { rotationWords } from "./rotation-words.ts";
import { useAnswer } from "./use-answer.ts";

/** Every pool, and how many of it can be offered now. */
export function PoolsPage() {
  const { answer, load } = useAnswer<PoolList>("/v1/admin/pools");
  useEffect(() => {
    document.title = "Pools · Handraise";
  }, []);
  return (
    <>
      <div class="page-head">
        <div>
          <h1 tabIndex={-1}>Pools</h1>
          <p class="lede">Who shares leads, who can take one now, and what each is owed.</p>
        </div>
      </div>
      {answer?.kind === "failed" && <ProblemNotice message={answer.message} retry={load} />}
      {answer?.kind === "ok" && <Pools pools={answer.value.pools} />}
    </>
  );
}

function Pools({ pools }: { readonly pools: readonly PoolRow[] }) {
  if (pools.length === 0) return <p class="end">The setup has no pool.</p>;
  return (
    <ul class="pools">
      {pools.map((pool) => (
        <li key={pool.id} class="card">
          <h2>
            <a data-row href={poolPath(pool.id)}>
              {pool.name}
            </a>
          </h2>
          <p>{pool.summary}</p>
          <Bookable pool={pool} />
          <p class="soft">{rotationWords(pool)}</p>
        </li>
      ))}
    </ul>
  );
}
