import { useEffect } from "preact/hooks";
import { leadsPath } from "../router.ts";

/** A dead end, with the way back. */
export function MissingPage({ title, text }: { readonly title: string; readonly text: string }) {
  useEffect(() => {
    document.title = `${title} · Handraise`;
  }, [title]);
  return (
    <section class="card notice">
      <h1 tabIndex={-1}>{title}</h1>
      <p>{text}</p>
      <a class="button" href={leadsPath}>
        All leads
      </a>
    </section>
  );
}
