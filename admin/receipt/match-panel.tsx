import type { Receipt } from "../../server/contract/receipt.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Panel } from "../parts/panel.tsx";

/** Whom the lead was taken to belong to, and by what evidence. */
export function MatchPanel({ match: { account, contact, owner, evidence } }: { readonly match: Receipt["match"] }) {
  if (account === null && contact === null)
    return (
      <Panel id="match" title="Account and owner">
        <p class="nothing">Neither the e-mail nor its domain is known.</p>
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
      <ul class="evidence">
        {evidence.map(({ code, detail }) => (
          <li key={`${code} ${detail}`}>{detail}</li>
        ))}
      </ul>
    </Panel>
  );
}
