const own =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : // A tag manager may run the file's text without a script element of its own.
      document.querySelector<HTMLScriptElement>('script[src*="/w/handraise.js"]');

/** The script element that brought this file, if it can be told. */
export const scriptTag: HTMLScriptElement | null = own;

/** Where the server is: the script's own origin. Empty when the script's address is unknown. */
export const apiOrigin: string = own?.src ? new URL(own.src).origin : "";

/** Directory of the script, with a slash at its end; the chunks live beside it. */
export const scriptBase: string = own?.src ? new URL(".", own.src).href : "";
