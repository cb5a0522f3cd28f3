import type { MailKind, Message } from "./words.ts";

/** What only reps are told. Their mails are in English, as their console is. */
export const repNotices: Readonly<Partial<Record<MailKind, Message>>> = {
  confirmed: {
    subject: "Invitation: {visitor}, {when}",
    heading: "Your calendar did not take this meeting",
    lead: "“{meeting}” with {visitor} ({email}) could not be written into your calendar. This invitation stands in for it: please accept it, and have your calendar connected again.",
  },
  calledOff: {
    subject: "Called off: {visitor}, {when}",
    heading: "A meeting is called off",
    lead: "“{meeting}” with {visitor} ({email}) is called off, and the visitor was told. The time is free again.",
  },
  reassigned: {
    subject: "New meeting: {visitor}, {when}",
    heading: "A meeting came to you",
    lead: "You take “{meeting}” with {visitor} ({email}) from {before}.",
  },
  handedOver: {
    subject: "Handed over: {visitor}, {when}",
    heading: "A meeting went to {after}",
    lead: "{after} takes “{meeting}” with {visitor} ({email}). The time is free again.",
  },
  askAgain: {
    subject: "Not taking place: {visitor}, {when}",
    heading: "A meeting does not take place",
    lead: "Nobody else was free for “{meeting}” with {visitor} ({email}), so the visitor was asked to choose another time.",
  },
  overlap: {
    subject: "Two things at once: {visitor}, {when}",
    heading: "You have something else at the time of a meeting",
    lead: "Your calendar has another event at the time of “{meeting}” with {visitor} ({email}). Move it, or give the meeting to somebody else.",
  },
};
