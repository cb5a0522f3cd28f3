import type { EventDetails, EventName, Handraise } from "./api.ts";

type AnyListener = (detail: EventDetails[EventName], name: EventName) => void;
const listeners: { readonly name: string; readonly listener: AnyListener }[] = [];

export const on: Handraise["on"] = (name: string, listener: unknown) => {
  const entry = { name, listener: listener as AnyListener };
  listeners.push(entry);
  return () => {
    const place = listeners.indexOf(entry);
    if (place >= 0) listeners.splice(place, 1);
  };
};

/** Tells listeners and the document; a listener that throws stops neither the others nor the visitor. */
export const emit = <Name extends EventName>(name: Name, detail: EventDetails[Name]): void => {
  for (const entry of listeners.filter((one) => one.name === name || one.name === "*")) {
    try {
      entry.listener(detail, name);
    } catch (error) {
      reportError(error);
    }
  }
  document.dispatchEvent(new CustomEvent(`handraise:${name}`, { detail, bubbles: true }));
};
