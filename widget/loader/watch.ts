import { attribute } from "../shared/attribute.ts";
import { closest, controlsOf, matches } from "./native.ts";
import { option } from "./options.ts";

const emailWords = /e-?mail|courriel|correo|メール|البريد/i;
const accountWords = /(log|sign)[-_ ]?(in|on)\b|unsubscribe|passw|forgot/i;
const searchNames = /^(q|s|query|search|keywords?)$/i;

/** Whether a control asks for an e-mail address: by its type, its autocomplete, its name or its words. */
const asksForEmail = (control: Element): boolean => {
  if (!(control instanceof HTMLInputElement)) return false;
  if (control.type === "email") return true;
  if (control.type !== "text") return false;
  const label = control.labels?.[0]?.textContent ?? "";
  return emailWords.test(
    `${control.autocomplete} ${control.name} ${control.id} ${control.placeholder} ${control.ariaLabel ?? ""} ${label}`,
  );
};

const isSearch = (form: HTMLFormElement, controls: readonly Element[]): boolean =>
  closest(form, "[role=search],search") !== null ||
  ((attribute(form, "method") ?? "get").toLowerCase() !== "post" &&
    controls.some(
      (control) => control instanceof HTMLInputElement && (control.type === "search" || searchNames.test(control.name)),
    ));

const isAccount = (form: HTMLFormElement, controls: readonly Element[]): boolean =>
  accountWords.test(["action", "id", "name", "class"].map((name) => attribute(form, name) ?? "").join(" ")) ||
  controls.some(
    (control) =>
      control instanceof HTMLInputElement && (control.type === "password" || /password|one-time-code/.test(control.autocomplete)),
  );

/** Whether the visitor raises a hand with this form: it asks for an e-mail and is no search, login or password form. */
export const isWatched = (form: HTMLFormElement): boolean => {
  const only = option("forms");
  if (only === "none" || (only && !matches(form, only))) return false;
  if (closest(form, "[data-handraise-ignore]")) return false;
  const controls = controlsOf(form);
  return controls.some(asksForEmail) && !isSearch(form, controls) && !isAccount(form, controls);
};

/** Whether a form that its own script handles was seen to refuse the values. */
export const looksRefused = (form: HTMLFormElement): boolean =>
  matches(form, ":invalid") || controlsOf(form).some((control) => attribute(control, "aria-invalid") === "true");
