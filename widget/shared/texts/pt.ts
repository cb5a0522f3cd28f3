import type { Texts } from "./en.ts";

export const texts: Texts = {
  dir: "ltr",
  title: "Escolha um horário",
  withRep: "Reunião com {name}",
  someone: "Nossa equipe",
  link: "Chamada de vídeo",
  phone: "Ligação telefônica",
  address: "Presencial",
  previousMonth: "Dias anteriores",
  nextMonth: "Dias seguintes",
  timesOn: "Horários de {day}",
  noTimes: "sem horários",
  timesLeft: "horários: {count}",
  finding: "Procurando horários para você…",
  failed: "Não conseguimos acessar a agenda. Seus dados continuam aqui.",
  retry: "Tentar de novo",
  close: "Fechar",
  later: () => import("./later-pt.ts"),
};
