import { attribute, proto } from "../shared/attribute.ts";

/*
 * A control named `action`, `elements` or `submit` hides the form's property of that name, so everything is read
 * through the prototypes.
 */

const elementsOf = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements")?.get as
  | ((this: HTMLFormElement) => HTMLFormControlsCollection)
  | undefined;

export const matches = (element: Element, selector: string): boolean => proto.matches.call(element, selector);
export const closest = (element: Element, selector: string): Element | null => proto.closest.call(element, selector);

/** Every control of the form, also those outside it that name it by `form=`. */
export const controlsOf = (form: HTMLFormElement): Element[] => Array.from(elementsOf?.call(form) ?? []);

/** An absolute http(s) address, or null for any other kind of address. */
export const parseUrl = (address: string): URL | null => {
  try {
    const url = new URL(address, document.baseURI);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
};

/** Where and how the browser is about to send the form. */
export interface NativeSubmission {
  readonly method: "get" | "post" | "dialog";
  readonly action: URL | null;
  readonly target: string;
}

/** What the submit button overrides wins over the form, as in the browser. */
export const nativeSubmission = (form: HTMLFormElement, submitter: Element | null): NativeSubmission => {
  const read = (own: string, overriding: string): string | null =>
    (submitter && attribute(submitter, overriding)) ?? attribute(form, own);
  const method = (read("method", "formmethod") ?? "").toLowerCase();
  return {
    method: method === "post" || method === "dialog" ? method : "get",
    action: parseUrl(read("action", "formaction") || document.URL),
    target: read("target", "formtarget") ?? document.querySelector("base[target]")?.getAttribute("target") ?? "",
  };
};
