import type { Words } from "../words.ts";

export const french: Words = {
  mails: {
    booked: {
      visitor: {
        subject: "Réservé : {meeting} avec {rep}, {when}",
        heading: "Votre rendez-vous est réservé",
        lead: "{rep} de {company} se réjouit de vous rencontrer.",
      },
      rep: {
        subject: "Nouveau rendez-vous : {visitor}, {when}",
        heading: "Vous avez un nouveau rendez-vous",
        lead: "{visitor} ({email}) a réservé « {meeting} » avec vous.",
      },
    },
    rescheduled: {
      visitor: {
        subject: "Nouvel horaire : {meeting} avec {rep}, {when}",
        heading: "Votre rendez-vous a un nouvel horaire",
        lead: "Votre rendez-vous avec {rep} de {company} a été déplacé.",
      },
      rep: {
        subject: "Nouvel horaire : {visitor}, {when}",
        heading: "Un rendez-vous a été déplacé",
        lead: "{visitor} ({email}) a choisi un nouvel horaire pour « {meeting} ».",
      },
    },
    cancelled: {
      visitor: {
        subject: "Annulé : {meeting} avec {rep}, {when}",
        heading: "Votre rendez-vous est annulé",
        lead: "Votre rendez-vous avec {rep} de {company} n’aura pas lieu.",
      },
      rep: {
        subject: "Annulé : {visitor}, {when}",
        heading: "Un rendez-vous est annulé",
        lead: "« {meeting} » avec {visitor} ({email}) n’aura pas lieu. Le créneau est de nouveau libre.",
      },
    },
  },
  hello: "Bonjour {name},",
  when: "Quand",
  previously: "Avant",
  where: "Où",
  who: "Avec",
  join: "Rejoindre la réunion",
  manage: "Déplacer ou annuler",
  manageHint: "L’horaire ne vous convient plus ? Modifiez-le ici :",
  repCalls: "{rep} vous appelle",
  youCall: "Vous appelez {visitor}",
  visitorCalls: "Vous appelez le {number}",
  theyCall: "{visitor} vous appelle : {number}",
  video: "Visioconférence ; le lien est dans l’invitation",
  sentBy: "Envoyé pour {company}.",
};
