import { useEffect } from "preact/hooks";
import type { PoolDetail } from "../../server/contract/pools.ts";
import { Icon } from "../parts/icon.tsx";
import { MissingPage } from "../parts/missing-page.tsx";
import { Panel } from "../parts/panel.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { poolsPath } from "../router.ts";
import { MemberRow } from "./member-row.tsx";
import { rotationWords } from "./rotation-words.ts";
import { useAnswer } from "./use-answer.ts";

/** One pool: its members in the order of their next turns, whether each can be offered, and each one's account. */
export function PoolPage({ poolId }: { readonly poolId: string }) {
  const { answer, load } = useAnswer<PoolDetail>(`/v1/admin/pools/${poolId}`);
  const name = answer?.kind === "ok" ? answer.value.name : "Pool";
  useEffect(() => {
    document.title = `${name} · Handraise`;
  }, [name]);
  if (answer?.kind === "notFound") return <MissingPage title="There is no such pool" text="It may have left the setup." />;
  return (
    <>
      <div class="receipt-head">
        <a class="back" href={poolsPath}>
          <Icon name="back" />
          Pools
        </a>
        <h1 tabIndex={-1}>{name}</h1>
        {answer?.kind === "ok" && <p class="why">{answer.value.summary}</p>}
      </div>
      {answer?.kind === "failed" && <ProblemNotice message={answer.message} retry={load} />}
      {answer?.kind === "ok" && <Members pool={answer.value} />}
    </>
  );
}

function Members({ pool }: { readonly pool: PoolDetail }) {
  const most = Math.max(1, ...pool.reps.flatMap(({ turns, credit, due }) => [turns + credit, due]));
  return (
    <Panel id="members" title="Whose turn it is" note={rotationWords(pool)}>
      <table class="turns members">
        <thead>
          <tr>
            <th scope="col">Rep</th>
            <th scope="col">Now</th>
            <th scope="col">Turns and fair share</th>
            <th scope="col" class="number">
              Owed
            </th>
          </tr>
        </thead>
        <tbody>
          {pool.reps.map((rep) => (
            <MemberRow key={rep.id} rep={rep} poolId={pool.id} most={most} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
