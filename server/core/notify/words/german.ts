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
      guest: {
        subject: "{visitor} lädt Sie ein: {meeting} mit {rep}, {when}",
        heading: "Sie sind zu einem Termin eingeladen",
        lead: "{visitor} hat „{meeting}“ mit {rep} von {company} gebucht und möchte Sie dabeihaben.",
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
    confirmed: {
      visitor: {
        subject: "Bestätigt: {meeting} mit {rep}, {when}",
        heading: "Ihr Termin ist bestätigt",
        lead: "{rep} von {company} hat die Einladung zu Ihrem Termin.",
      },
    },
    calledOff: {
      visitor: {
        subject: "Abgesagt: {meeting} mit {rep}, {when}",
        heading: "Ihr Termin musste abgesagt werden",
        lead: "Es tut uns leid: {company} musste Ihren Termin mit {rep} absagen.",
      },
    },
    reassigned: {
      visitor: {
        subject: "Jetzt mit {rep}: {meeting}, {when}",
        heading: "Ihr Termin ist jetzt mit {rep}",
        lead: "{before} kann nicht dabei sein. {rep} von {company} spricht zur selben Zeit mit Ihnen.",
      },
    },
    withdrawn: {
      visitor: {
        subject: "Ersetzt: die frühere Einladung zu {meeting}, {when}",
        heading: "Eine frühere Einladung ist ersetzt",
        lead: "Die Einladung mit {rep} gilt nicht mehr. Die neue kommt mit einer anderen Mail; Sie brauchen nichts zu tun.",
      },
    },
    askAgain: {
      visitor: {
        subject: "Bitte wählen Sie eine andere Zeit: {meeting} mit {company}",
        heading: "Bitte wählen Sie eine andere Zeit",
        lead: "Es tut uns leid: {rep} kann nicht dabei sein, und zu dieser Zeit ist niemand sonst frei. Bitte wählen Sie eine Zeit, die Ihnen passt.",
      },
    },
    reminder: {
      visitor: {
        subject: "Erinnerung: {meeting} mit {rep}, {when}",
        heading: "Ihr Termin steht bevor",
        lead: "Eine Erinnerung an Ihren Termin mit {rep} von {company}.",
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
  chooseAgain: "Andere Zeit wählen",
  guests: "Gäste",
  message: "Nachricht",
  sentBy: "Gesendet für {company}.",
};
