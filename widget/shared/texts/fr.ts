import type { Texts } from "./en.ts";

export const texts: Texts = {
  dir: "ltr",
  title: "Choisissez un horaire",
  withRep: "Rendez-vous avec {name}",
  someone: "Notre équipe",
  link: "Visioconférence",
  phone: "Appel téléphonique",
  address: "Sur place",
  previousMonth: "Jours précédents",
  nextMonth: "Jours suivants",
  timesOn: "Horaires du {day}",
  noTimes: "aucun horaire",
  timesLeft: "horaires : {count}",
  finding: "Nous cherchons des horaires…",
  failed: "Le calendrier ne répond pas. Vos informations sont conservées ici.",
  retry: "Réessayer",
  close: "Fermer",
  later: () => import("./later-fr.ts"),
};
