import type { Words } from "../words.ts";

export const english: Words = {
  mails: {
    booked: {
      visitor: {
        subject: "Booked: {meeting} with {rep}, {when}",
        heading: "Your meeting is booked",
        lead: "{rep} from {company} looks forward to meeting you.",
      },
      rep: {
        subject: "New meeting: {visitor}, {when}",
        heading: "You have a new meeting",
        lead: "{visitor} ({email}) booked “{meeting}” with you.",
      },
    },
    rescheduled: {
      visitor: {
        subject: "New time: {meeting} with {rep}, {when}",
        heading: "Your meeting has a new time",
        lead: "Your meeting with {rep} from {company} has moved.",
      },
      rep: {
        subject: "New time: {visitor}, {when}",
        heading: "A meeting has moved",
        lead: "{visitor} ({email}) chose a new time for “{meeting}”.",
      },
    },
    cancelled: {
      visitor: {
        subject: "Cancelled: {meeting} with {rep}, {when}",
        heading: "Your meeting is cancelled",
        lead: "Your meeting with {rep} from {company} will not take place.",
      },
      rep: {
        subject: "Cancelled: {visitor}, {when}",
        heading: "A meeting is cancelled",
        lead: "“{meeting}” with {visitor} ({email}) will not take place. The time is free again.",
      },
    },
  },
  hello: "Hello {name},",
  when: "When",
  previously: "Before",
  where: "Where",
  who: "With",
  join: "Join the meeting",
  manage: "Reschedule or cancel",
  manageHint: "Does the time not suit you any more? Change it here:",
  repCalls: "{rep} calls you",
  youCall: "You call {visitor}",
  visitorCalls: "You call {number}",
  theyCall: "{visitor} calls you: {number}",
  video: "Video call; the link is in the invitation",
  sentBy: "Sent for {company}.",
};
