import type { Receipt } from "../../server/contract/receipt.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Panel } from "../parts/panel.tsx";

type Match = Receipt["match"];

const percent = (score: number) => `${Math.round(score * 100)} %`;
const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

function Evidence({ evidence }: { readonly evidence: Match["evidence"] }) {
  return (
    <ul class="evidence">
      {evidence.map(({ code, detail, contribution }) => (
        <li key={`${code} ${detail}`}>
          {detail}
          {contribution !== undefined && <span class="soft"> {signed(contribution)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** Accounts that were considered, with what spoke for and against each. */
function Candidates({ candidates }: { readonly candidates: Match["candidates"] }) {
  if (candidates.length === 0) return null;
  return (
    <>
      <h3>Considered</h3>
      {candidates.map(({ id, name, score, evidence }) => (
        <details key={id}>
          <summary>
            {name} <span class="soft">{percent(score)}</span>
          </summary>
          <Evidence evidence={evidence} />
        </details>
      ))}
    </>
  );
}

/** Whom the lead was taken to belong to, and by what evidence. */
export function MatchPanel({ match }: { readonly match: Match }) {
  const { account, contact, owner, evidence, candidates, decision } = match;
  if (account === null && contact === null)
    return (
      <Panel id="match" title="Account and owner">
        <p class="nothing">
          {decision === "suggest"
            ? "It may be one of these, which is too little to route by."
            : "Nothing about the company is known."}
        </p>
        <Candidates candidates={candidates} />
      </Panel>
    );
  return (
    <Panel id="match" title="Account and owner">
      <dl class="facts">
        {account !== null && (
          <div>
            <dt>Account</dt>
            <dd>{account.name}</dd>
          </div>
        )}
        {contact !== null && (
          <div>
            <dt>Contact</dt>
            <dd>{contact}</dd>
          </div>
        )}
        <div>
          <dt>Owner</dt>
          <dd>
            {owner === null ? (
              <span class="soft">nobody</span>
            ) : (
              <span class="person">
                <Avatar name={owner.name} />
                {owner.name}
              </span>
            )}
          </dd>
        </div>
      </dl>
      <h3>Evidence</h3>
      <Evidence evidence={evidence} />
      <Candidates candidates={candidates} />
    </Panel>
  );
}
