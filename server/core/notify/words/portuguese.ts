import type { Words } from "../words.ts";

export const portuguese: Words = {
  mails: {
    booked: {
      visitor: {
        subject: "Marcada: {meeting} com {rep}, {when}",
        heading: "A sua reunião está marcada",
        lead: "{rep}, de {company}, terá muito gosto em falar consigo.",
      },
      rep: {
        subject: "Nova reunião: {visitor}, {when}",
        heading: "Tem uma nova reunião",
        lead: "{visitor} ({email}) marcou “{meeting}” consigo.",
      },
    },
    rescheduled: {
      visitor: {
        subject: "Nova hora: {meeting} com {rep}, {when}",
        heading: "A sua reunião tem uma nova hora",
        lead: "A sua reunião com {rep}, de {company}, mudou de hora.",
      },
      rep: {
        subject: "Nova hora: {visitor}, {when}",
        heading: "Uma reunião mudou de hora",
        lead: "{visitor} ({email}) escolheu uma nova hora para “{meeting}”.",
      },
    },
    cancelled: {
      visitor: {
        subject: "Cancelada: {meeting} com {rep}, {when}",
        heading: "A sua reunião está cancelada",
        lead: "A sua reunião com {rep}, de {company}, não se realizará.",
      },
      rep: {
        subject: "Cancelada: {visitor}, {when}",
        heading: "Uma reunião está cancelada",
        lead: "“{meeting}” com {visitor} ({email}) não se realizará. A hora está livre de novo.",
      },
    },
  },
  hello: "Olá, {name}:",
  when: "Quando",
  previously: "Antes",
  where: "Onde",
  who: "Com",
  join: "Entrar na reunião",
  manage: "Remarcar ou cancelar",
  manageHint: "A hora já não lhe convém? Altere-a aqui:",
  repCalls: "{rep} liga-lhe",
  youCall: "Ligue para {visitor}",
  visitorCalls: "Ligue para {number}",
  theyCall: "{visitor} liga-lhe: {number}",
  video: "Videochamada; a ligação está no convite",
  sentBy: "Enviado por {company}.",
};
