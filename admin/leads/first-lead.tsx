import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { setupMissing } from "../parts/company.ts";
import { CopyButton } from "../parts/copy-button.tsx";

/** The sample site is there in the demo alone. */
async function hasSampleSite(): Promise<boolean> {
  const response = await fetch("/demo/", { method: "HEAD" }).catch(() => null);
  return response?.ok === true;
}

/** No lead yet: how to get the first one. */
export function FirstLead() {
  const sample = useSignal(false);
  useEffect(() => {
    void hasSampleSite().then((has) => (sample.value = has));
  }, []);
  const snippet = `<script async src="${location.origin}/w/handraise.js"></script>`;
  return (
    <section class="card first-lead">
      <h2>No lead yet</h2>
      <p>The first one shows up here within seconds after somebody submits a form.</p>
      {setupMissing.value && (
        <div class="step">
          <h3>First, a setup</h3>
          <p>
            Reps, pools and rules are in one file. Apply it on the server with <code>npx handraise apply setup.yaml</code>.
          </p>
        </div>
      )}
      {sample.value && (
        <div class="step">
          <h3>Try it now</h3>
          <p>Submit the form of the sample site, then come back.</p>
          <a class="button primary" href="/demo/" target="_blank" rel="noopener">
            Open the sample site
          </a>
        </div>
      )}
      <div class="step">
        <h3>On your own site</h3>
        <p>Paste this into a page with any form that asks for an e-mail address.</p>
        <div class="snippet">
          <pre>
            <code>{snippet}</code>
          </pre>
          <CopyButton text={snippet} label="Copy" />
        </div>
      </div>
    </section>
  );
}
