import { attribute, setAttribute } from "../shared/attribute.ts";

const nativeSubmit = HTMLFormElement.prototype.submit;
const overridden = ["action", "method", "enctype", "target"] as const;

/** Sends the form as the browser would have, with the button's own value and overrides, and without another submit event. */
export const submitNatively = (form: HTMLFormElement, submitter: Element | null): void => {
  const before: [name: string, value: string | null][] = [];
  const extra = document.createElement("input");
  extra.type = "hidden";
  if (submitter) {
    for (const name of overridden) {
      before.push([name, attribute(form, name)]);
      setAttribute(form, name, attribute(submitter, `form${name}`) ?? attribute(form, name));
    }
    extra.name = attribute(submitter, "name") ?? "";
    extra.value = attribute(submitter, "value") ?? "";
    Node.prototype.appendChild.call(form, extra);
  }
  nativeSubmit.call(form);
  for (const [name, value] of before) setAttribute(form, name, value);
  extra.remove();
};
