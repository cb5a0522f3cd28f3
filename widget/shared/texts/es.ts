import type { Texts } from "./en.ts";

export const texts: Texts = {
  dir: "ltr",
  title: "Elija una hora",
  withRep: "Reunión con {name}",
  someone: "Nuestro equipo",
  link: "Videollamada",
  phone: "Llamada telefónica",
  address: "En persona",
  previousMonth: "Días anteriores",
  nextMonth: "Días siguientes",
  timesOn: "Horas del {day}",
  noTimes: "sin horas libres",
  timesLeft: "horas: {count}",
  finding: "Buscando horas para usted…",
  failed: "No pudimos conectar con el calendario. Sus datos siguen aquí.",
  retry: "Reintentar",
  close: "Cerrar",
  later: () => import("./later-es.ts"),
};
