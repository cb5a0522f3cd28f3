import { attribute, setAttribute } from "../shared/attribute.ts";
import { type OpenSink, sinkPrefix } from "../shared/booker.ts";
import { policyAllowsFrame } from "./policy.ts";
import { submitNatively } from "./submit-natively.ts";

/** Same-origin documents tell where they are; for others this is null. */
const resultOf = (frame: HTMLIFrameElement): { href: string; redirected: boolean; title: string } | null => {
  try {
    const view = frame.contentWindow;
    if (!view || !frame.contentDocument) return null;
    const [navigation] = view.performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return { href: view.location.href, redirected: (navigation?.redirectCount ?? 0) > 0, title: frame.contentDocument.title };
  } catch {
    return null;
  }
};

/** Shows the frame as the page: for a result that exists nowhere but in it, as it is the answer to the POST itself. */
const reveal = (frame: HTMLIFrameElement, title: string): void => {
  const top = frame.contentDocument?.createElement("base");
  if (top) {
    top.target = "_top";
    frame.contentDocument?.head?.prepend(top);
  }
  if (title) document.title = title;
  document.documentElement.style.overflow = "hidden";
  document.body.inert = true;
  frame.title = title || location.hostname;
  frame.style.cssText = "position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:#fff";
  frame.contentWindow?.focus();
};

const createFrame = (): HTMLIFrameElement => {
  const frame = document.createElement("iframe");
  // So that nothing else on the page can mean it.
  frame.name = sinkPrefix + Math.random();
  frame.style.display = "none";
  // Beside the body: a transform there would catch a fixed frame.
  document.documentElement.append(frame);
  return frame;
};

/** Points the form at the frame until the browser has read where to send it. */
const aimAt = (frame: HTMLIFrameElement, form: HTMLFormElement, submitter: Element | null): void => {
  const [element, name] =
    submitter && attribute(submitter, "formtarget") !== null ? ([submitter, "formtarget"] as const) : ([form, "target"] as const);
  const before = attribute(element, name);
  setAttribute(element, name, frame.name);
  setTimeout(() => setAttribute(element, name, before));
};

/** How long after a frame's page the violation that stopped it may come. */
const violationMs = 200;

/**
 * Lets the browser send `form` into a hidden frame instead of the page; to be called while its submit event is dispatched.
 * A page whose policy forbids the frame gets its native submission at once.
 */
export const openSink: OpenSink = (form, submitter, action) => {
  const frame = createFrame();
  let resolve = (): void => {};
  const answered = new Promise<void>((done) => {
    resolve = done;
  });
  let left = false;
  const onViolation = (event: SecurityPolicyViolationEvent): void => {
    if (event.disposition !== "enforce" || !/^(frame|child|default)-src/.test(event.effectiveDirective)) return;
    const blocked = event.blockedURI;
    if (!action.href.startsWith(blocked) && blocked !== action.origin) return;
    left = !policyAllowsFrame(event.originalPolicy, action, location.origin);
    finish();
    if (left) submitNatively(form, submitter);
  };
  const finish = (): void => {
    document.removeEventListener("securitypolicyviolation", onViolation);
    resolve();
  };
  document.addEventListener("securitypolicyviolation", onViolation);
  frame.addEventListener("load", () => {
    const result = resultOf(frame);
    // A frame that was stopped has an unreadable page too, and its violation may be told after this.
    if (result?.href !== "about:blank") setTimeout(finish, result ? 0 : violationMs);
  });
  aimAt(frame, form, submitter);

  return {
    answered,
    land: async () => {
      await answered;
      const result = resultOf(frame);
      if (left || !result) return left;
      if (!result.redirected && result.href === action.href) {
        reveal(frame, result.title);
        return true;
      }
      const [path] = location.href.split("#");
      location.assign(result.href);
      if (result.href.startsWith(`${path}#`)) location.reload();
      return true;
    },
    reveal: () => reveal(frame, ""),
    discard: () => {
      finish();
      frame.remove();
    },
  };
};
