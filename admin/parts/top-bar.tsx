import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { WidgetConfig } from "../../server/contract/public.ts";
import { get } from "../api.ts";
import { leadsPath } from "../router.ts";
import { canSignOut, signOut } from "../session.ts";
import { Mark } from "./mark.tsx";

/** The company of the live setup; null until it is known, and when there is no setup. */
const company = signal<string | null>(null);

/** Product, company and the way out. */
export function TopBar() {
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void get<WidgetConfig>("/v1/config").then((answer) => {
      if (answer.kind === "ok") company.value = answer.value.company;
    });
  }, []);
  const leave = async (): Promise<void> => {
    problem.value = await signOut();
  };
  return (
    <header class="top-bar">
      <a class="brand" href={leadsPath}>
        <Mark />
        Handraise
      </a>
      {company.value !== null && <span class="company">{company.value}</span>}
      <span class="problem" role="alert">
        {problem.value}
      </span>
      {canSignOut.value && (
        <button class="button quiet" type="button" onClick={() => void leave()}>
          Sign out
        </button>
      )}
    </header>
  );
}
