import { Icon } from "../parts/icon.tsx";
import type { Trace } from "./receipt-types.ts";

const icons = { yes: "check", no: "cross", unknown: "question" } as const;
const words = { yes: "true", no: "false", unknown: "not known" } as const;

/** A condition with what it found, or a group with its parts. */
export function TraceTree({ trace }: { readonly trace: Trace }) {
  return (
    <ul class="trace">
      <TraceItem trace={trace} />
    </ul>
  );
}

function TraceItem({ trace: { says, answer, found, parts } }: { readonly trace: Trace }) {
  return (
    <li class={answer}>
      <Icon name={icons[answer]} />
      <div>
        {parts === undefined ? <Condition says={says} /> : groupName(says, parts)}
        <span class="unseen">: {words[answer]}</span>
        {parts === undefined && (
          <span class="found">
            {found === null || found === undefined ? (
              "nothing there"
            ) : (
              <>
                <span class="unseen">, </span>it was <code>{found}</code>
              </>
            )}
          </span>
        )}
        {parts !== undefined && (
          <ul class="trace">
            {parts.map((part, i) => (
              <TraceItem key={i} trace={part} />
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** The words of a condition, its field set as one. */
function Condition({ says }: { readonly says: string }) {
  const end = says.indexOf(" ");
  return end < 0 ? (
    <>{says}</>
  ) : (
    <>
      <code>{says.slice(0, end)}</code>
      {says.slice(end)}
    </>
  );
}

/** A group says its parts joined by its own word, so that word tells which group it is. */
function groupName(says: string, parts: readonly Trace[]): string {
  if (parts.length === 1) return says.startsWith("not (") ? "Not this" : "This";
  const told = parts.map((part) => (says.includes(`(${part.says})`) ? `(${part.says})` : part.says));
  return says === told.join(" or ") ? "Any of these" : "All of these";
}
