/* A control named `getAttribute` hides the form's own method, so these go through the prototype. */
export const proto = Element.prototype;
export const attribute = (element: Element, name: string): string | null => proto.getAttribute.call(element, name);

export const setAttribute = (element: Element, name: string, value: string | null): void => {
  if (value === null) proto.removeAttribute.call(element, name);
  else proto.setAttribute.call(element, name, value);
};
