import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { leadsPath, page, poolsPath } from "../router.ts";
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
      <nav class="places" aria-label="Console">
        <Place href={leadsPath} isHere={page.value.kind === "leads" || page.value.kind === "receipt"}>
          Leads
        </Place>
        <Place href={poolsPath} isHere={page.value.kind === "pools" || page.value.kind === "pool"}>
          Pools
        </Place>
      </nav>
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

interface PlaceProps {
  readonly href: string;
  readonly isHere: boolean;
  readonly children: ComponentChildren;
}

function Place({ href, isHere, children }: PlaceProps) {
  return (
    <a href={href} {...(isHere ? { "aria-current": "page" as const } : {})}>
      {children}
    </a>
  );
}
