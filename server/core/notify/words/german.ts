import type { Words } from "../words.ts";

export const german: Words = {
  mails: {
    booked: {
      visitor: {
        subject: "Gebucht: {meeting} mit {rep}, {when}",
        heading: "Ihr Termin ist gebucht",
        lead: "{rep} von {company} freut sich auf das Gespräch mit Ihnen.",
      },
      rep: {
        subject: "Neuer Termin: {visitor}, {when}",
        heading: "Sie haben einen neuen Termin",
        lead: "{visitor} ({email}) hat „{meeting}“ bei Ihnen gebucht.",
      },
    },
    rescheduled: {
      visitor: {
        subject: "Neue Zeit: {meeting} mit {rep}, {when}",
        heading: "Ihr Termin hat eine neue Zeit",
        lead: "Ihr Termin mit {rep} von {company} wurde verschoben.",
      },
      rep: {
        subject: "Neue Zeit: {visitor}, {when}",
        heading: "Ein Termin wurde verschoben",
        lead: "{visitor} ({email}) hat für „{meeting}“ eine neue Zeit gewählt.",
      },
    },
    cancelled: {
      visitor: {
        subject: "Abgesagt: {meeting} mit {rep}, {when}",
        heading: "Ihr Termin ist abgesagt",
        lead: "Ihr Termin mit {rep} von {company} findet nicht statt.",
      },
      rep: {
        subject: "Abgesagt: {visitor}, {when}",
        heading: "Ein Termin ist abgesagt",
        lead: "„{meeting}“ mit {visitor} ({email}) findet nicht statt. Die Zeit ist wieder frei.",
      },
    },
  },
  hello: "Guten Tag {name},",
  when: "Wann",
  previously: "Vorher",
  where: "Wo",
  who: "Mit",
  join: "Am Gespräch teilnehmen",
  manage: "Verschieben oder absagen",
  manageHint: "Passt die Zeit nicht mehr? Ändern Sie sie hier:",
  repCalls: "{rep} ruft Sie an",
  youCall: "Sie rufen {visitor} an",
  visitorCalls: "Sie rufen {number} an",
  theyCall: "{visitor} ruft Sie an: {number}",
  video: "Videogespräch; der Link steht in der Einladung",
  sentBy: "Gesendet für {company}.",
};
