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
      guest: {
        subject: "{visitor} convida-o: {meeting} com {rep}, {when}",
        heading: "Foi convidado para uma reunião",
        lead: "{visitor} marcou “{meeting}” com {rep}, de {company}, e gostaria da sua presença.",
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
    confirmed: {
      visitor: {
        subject: "Confirmada: {meeting} com {rep}, {when}",
        heading: "A sua reunião está confirmada",
        lead: "{rep}, de {company}, tem o convite para a sua reunião.",
      },
    },
    calledOff: {
      visitor: {
        subject: "Cancelada: {meeting} com {rep}, {when}",
        heading: "Foi preciso cancelar a sua reunião",
        lead: "Lamentamos: {company} teve de cancelar a sua reunião com {rep}.",
      },
    },
    reassigned: {
      visitor: {
        subject: "Agora com {rep}: {meeting}, {when}",
        heading: "A sua reunião é agora com {rep}",
        lead: "{before} não pode estar presente. {rep}, de {company}, fala consigo à mesma hora.",
      },
    },
    withdrawn: {
      visitor: {
        subject: "Substituído: o convite anterior para {meeting}, {when}",
        heading: "Um convite anterior foi substituído",
        lead: "O convite com {rep} já não é válido. O novo chega noutra mensagem; não precisa de fazer nada.",
      },
    },
    askAgain: {
      visitor: {
        subject: "Escolha outra hora, por favor: {meeting} com {company}",
        heading: "Escolha outra hora, por favor",
        lead: "Lamentamos: {rep} não pode estar presente e mais ninguém está livre a essa hora. Escolha uma hora que lhe convenha.",
      },
    },
    reminder: {
      visitor: {
        subject: "Lembrete: {meeting} com {rep}, {when}",
        heading: "A sua reunião está a chegar",
        lead: "Um lembrete da sua reunião com {rep}, de {company}.",
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
  chooseAgain: "Escolher outra hora",
  guests: "Convidados",
  message: "Mensagem",
  sentBy: "Enviado por {company}.",
};
