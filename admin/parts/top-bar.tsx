import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { leadsPath } from "../router.ts";
import { canSignOut, signOut } from "../session.ts";
import { company, loadCompany } from "./company.ts";
import { Mark } from "./mark.tsx";

/** Product, company and the way out. */
export function TopBar() {
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    void loadCompany();
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
