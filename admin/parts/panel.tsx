import type { ComponentChildren } from "preact";

interface PanelProps {
  /** The fragment that leads here. */
  readonly id: string;
  readonly title: string;
  /** One line below the title. */
  readonly note?: string | undefined;
  readonly children: ComponentChildren;
}

/** A titled card of evidence. */
export function Panel({ id, title, note, children }: PanelProps) {
  return (
    <section class="card panel" id={id} aria-labelledby={`${id}-title`}>
      <header>
        <h2 id={`${id}-title`}>{title}</h2>
        {note !== undefined && <p class="soft">{note}</p>}
      </header>
      {children}
    </section>
  );
}
