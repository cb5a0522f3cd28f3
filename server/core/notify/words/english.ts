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
      guest: {
        subject: "{visitor} invites you: {meeting} with {rep}, {when}",
        heading: "You are invited to a meeting",
        lead: "{visitor} booked “{meeting}” with {rep} from {company} and would like you to be there.",
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
    confirmed: {
      visitor: {
        subject: "Confirmed: {meeting} with {rep}, {when}",
        heading: "Your meeting is confirmed",
        lead: "{rep} from {company} has the invitation to your meeting.",
      },
    },
    calledOff: {
      visitor: {
        subject: "Called off: {meeting} with {rep}, {when}",
        heading: "Your meeting had to be called off",
        lead: "We are sorry: {company} had to call off your meeting with {rep}.",
      },
    },
    reassigned: {
      visitor: {
        subject: "Now with {rep}: {meeting}, {when}",
        heading: "Your meeting is now with {rep}",
        lead: "{before} cannot be there. {rep} from {company} will meet you at the same time.",
      },
    },
    withdrawn: {
      visitor: {
        subject: "Replaced: the earlier invitation to {meeting}, {when}",
        heading: "An earlier invitation is replaced",
        lead: "The invitation with {rep} no longer holds. You have a new one in another mail; there is nothing for you to do.",
      },
    },
    askAgain: {
      visitor: {
        subject: "Please choose another time: {meeting} with {company}",
        heading: "Please choose another time",
        lead: "We are sorry: {rep} cannot be there, and nobody else is free then. Please choose a time that suits you.",
      },
    },
    reminder: {
      visitor: {
        subject: "Reminder: {meeting} with {rep}, {when}",
        heading: "Your meeting is coming up",
        lead: "A reminder of your meeting with {rep} from {company}.",
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
  chooseAgain: "Choose another time",
  guests: "Guests",
  message: "Message",
  sentBy: "Sent for {company}.",
};
