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
      guest: {
        subject: "{visitor} vous invite : {meeting} avec {rep}, {when}",
        heading: "Vous êtes invité à un rendez-vous",
        lead: "{visitor} a réservé « {meeting} » avec {rep} de {company} et souhaite votre présence.",
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
    confirmed: {
      visitor: {
        subject: "Confirmé : {meeting} avec {rep}, {when}",
        heading: "Votre rendez-vous est confirmé",
        lead: "{rep} de {company} a reçu l’invitation à votre rendez-vous.",
      },
    },
    calledOff: {
      visitor: {
        subject: "Annulé : {meeting} avec {rep}, {when}",
        heading: "Votre rendez-vous a dû être annulé",
        lead: "Nous sommes désolés : {company} a dû annuler votre rendez-vous avec {rep}.",
      },
    },
    reassigned: {
      visitor: {
        subject: "Désormais avec {rep} : {meeting}, {when}",
        heading: "Votre rendez-vous est désormais avec {rep}",
        lead: "{before} ne peut pas être présent. {rep} de {company} vous rencontrera à la même heure.",
      },
    },
    withdrawn: {
      visitor: {
        subject: "Remplacée : l’invitation précédente à {meeting}, {when}",
        heading: "Une invitation précédente est remplacée",
        lead: "L’invitation avec {rep} n’est plus valable. La nouvelle vous arrive dans un autre message ; vous n’avez rien à faire.",
      },
    },
    askAgain: {
      visitor: {
        subject: "Merci de choisir un autre horaire : {meeting} avec {company}",
        heading: "Merci de choisir un autre horaire",
        lead: "Nous sommes désolés : {rep} ne peut pas être présent et personne d’autre n’est libre à ce moment. Choisissez un horaire qui vous convient.",
      },
    },
    reminder: {
      visitor: {
        subject: "Rappel : {meeting} avec {rep}, {when}",
        heading: "Votre rendez-vous approche",
        lead: "Un rappel de votre rendez-vous avec {rep} de {company}.",
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
  chooseAgain: "Choisir un autre horaire",
  guests: "Invités",
  message: "Message",
  sentBy: "Envoyé pour {company}.",
};
