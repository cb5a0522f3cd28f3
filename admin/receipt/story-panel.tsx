import type { Story } from "../../server/contract/receipt.ts";
import { Panel } from "../parts/panel.tsx";

/** The whole receipt in plain words. */
export function StoryPanel({ story }: { readonly story: Story }) {
  return (
    <Panel id="story" title="The story">
      <dl class="story">
        {story.paragraphs.map(({ title, text }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
