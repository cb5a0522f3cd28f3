import { useEffect } from "preact/hooks";
import { forgetLeads } from "./leads/lead-store.ts";
import { LeadsPage } from "./leads/leads-page.tsx";
import { MissingPage } from "./parts/missing-page.tsx";
import { TopBar } from "./parts/top-bar.tsx";
import { PoolPage } from "./pools/pool-page.tsx";
import { PoolsPage } from "./pools/pools-page.tsx";
import { ReceiptPage } from "./receipt/receipt-page.tsx";
import { page } from "./router.ts";
import { signInRequired } from "./session.ts";
import { SignInPage } from "./sign-in/sign-in-page.tsx";

/** The whole console: the form to sign in, or the bar and the page that the address names. */
export function App() {
  const locked = signInRequired.value;
  useEffect(() => {
    if (locked) forgetLeads();
  }, [locked]);
  if (locked) return <SignInPage />;
  return (
    <>
      <TopBar />
      <main>
        <CurrentPage />
      </main>
    </>
  );
}

function CurrentPage() {
  const current = page.value;
  switch (current.kind) {
    case "leads":
      return <LeadsPage />;
    case "receipt":
      return <ReceiptPage key={current.leadId} leadId={current.leadId} />;
    case "pools":
      return <PoolsPage />;
    case "pool":
      return <PoolPage key={current.poolId} poolId={current.poolId} />;
    case "missing":
      return <MissingPage title="There is no such page" text="The address may be mistyped." />;
  }
}
