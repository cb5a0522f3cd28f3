import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "./icon.tsx";

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label, icon = "copy" }: { text: string; label: string; icon?: "copy" | "link" }) {
  const done = useSignal<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (done.value === null) return;
    const timer = setTimeout(() => (done.value = null), 2_000);
    return () => clearTimeout(timer);
  }, [done.value]);
  const copy = async (): Promise<void> => {
    done.value = (await copyText(text)) ? "copied" : "failed";
  };
  const says = done.value === null ? label : done.value === "copied" ? "Copied" : "Not copied";
  return (
    <button class="button" type="button" onClick={() => void copy()}>
      <Icon name={done.value === "copied" ? "check" : icon} />
      <span aria-live="polite">{says}</span>
    </button>
  );
}

/** False where the browser keeps the clipboard to itself, as it does for pages over plain http from afar. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
