import type { Texts } from "./en.ts";

export const texts: Texts = {
  dir: "ltr",
  title: "Wählen Sie einen Termin",
  withRep: "Gespräch mit {name}",
  someone: "Unser Team",
  link: "Videogespräch",
  phone: "Telefonat",
  address: "Vor Ort",
  previousMonth: "Frühere Tage",
  nextMonth: "Spätere Tage",
  timesOn: "Zeiten am {day}",
  noTimes: "keine Zeiten",
  timesLeft: "Zeiten: {count}",
  finding: "Wir suchen Termine für Sie …",
  failed: "Der Kalender ist nicht erreichbar. Ihre Angaben sind noch da.",
  retry: "Noch einmal",
  close: "Schließen",
  later: () => import("./later-de.ts"),
};
