import { useSignal } from "@preact/signals";
import { type Answer, get } from "../api.ts";
import { useFresh } from "../fresh.ts";
import { watched } from "../session.ts";

/** What the server says under an address, kept fresh while it is looked at; null before the first answer. */
export function useAnswer<T>(path: string): { readonly answer: Answer<T> | null; readonly load: () => void } {
  const answer = useSignal<Answer<T> | null>(null);
  const load = async (): Promise<void> => {
    const next = watched(await get<T>(path));
    // What is shown stays when the server is away for a moment.
    if (next.kind !== "failed" || answer.value?.kind !== "ok") answer.value = next;
  };
  useFresh(load, { key: path });
  return { answer: answer.value, load: () => void load() };
}
