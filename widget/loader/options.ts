import { attribute } from "../shared/attribute.ts";
import type { Options } from "./api.ts";
import { scriptTag } from "./script-tag.ts";

const configured = new Map<string, unknown>();

export const configure = (options: Options): void => {
  for (const [name, value] of Object.entries(options)) configured.set(name, value);
};

/** An option's text: the form's own attribute, then what the page configured, then the script tag's attribute. */
export const option = (name: keyof Options, form?: Element | null): string => {
  const attributeName = `data-handraise-${name}`;
  const own = form ? attribute(form, attributeName) : null;
  const value = own ?? configured.get(name) ?? scriptTag?.getAttribute(attributeName) ?? "";
  return typeof value === "string" ? value : "";
};
