import type { SignInFailure } from "../../core/ports/sign-in.ts";
import type { ConnectResult } from "../../flows/calendars/connect-calendar.ts";

type Problem = Exclude<ConnectResult, { kind: "connected" }>;
type Failure = Extract<Problem, { kind: "failed" }>["failure"];

const addresses: Readonly<Record<Extract<Problem, { kind: "address" }>["problem"], string>> = {
  not_one: "This is no address of a server. It looks like https://dav.example.com/.",
  insecure: "The address must begin with https, or your password could be read on its way.",
  private: "This address is inside a private network, which this server may not ask. Your operator can allow it.",
  unknown_host: "There is no server of this name. Check the address for a typing error.",
};

/** Why an account could not be connected, in the words of the person who tries. */
export function problemWords(problem: Problem): string {
  if (problem.kind === "address") return addresses[problem.problem];
  if (problem.kind === "no_calendar") return "The account answers, but it has no calendar that can be used.";
  return failureWords(problem.failure);
}

/** What a calendar's failure means to its owner. */
export function failureWords(failure: Failure): string {
  switch (failure.kind) {
    case "auth_lost":
      return "The calendar did not accept the sign-in. Check user name and password; many providers want an app password here.";
    case "not_found":
      return `There is no calendar at this address: ${failure.message}.`;
    case "rate_limited":
      return "The calendar asks us to wait. Try again in a few minutes.";
    case "unreachable":
      return `The calendar could not be reached: ${failure.message}.`;
    case "refused":
      return `The calendar answered, but not as one: ${failure.message}.`;
  }
}

/** Why a sign-in at a provider led nowhere. */
export function signInWords(failure: SignInFailure): string {
  switch (failure.kind) {
    case "declined":
      return "You did not agree there, so nothing was connected. You can begin again.";
    case "not_ours":
      return "This sign-in was not begun in this browser, or it took too long. Begin again here.";
    case "too_little":
      return "Not everything was allowed there. Begin again, and leave every box ticked: we need your busy times, your calendars and to add meetings.";
    case "lost":
      return "The sign-in has expired already. Begin again.";
    case "refused":
      return `The provider refuses this server: ${failure.message}. Tell your operator.`;
    case "unreachable":
      return `The provider could not be reached: ${failure.message}. Try again in a minute.`;
  }
}
