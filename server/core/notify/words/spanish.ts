import type { Words } from "../words.ts";

export const spanish: Words = {
  mails: {
    booked: {
      visitor: {
        subject: "Reservada: {meeting} con {rep}, {when}",
        heading: "Su reunión está reservada",
        lead: "{rep} de {company} espera con gusto hablar con usted.",
      },
      rep: {
        subject: "Nueva reunión: {visitor}, {when}",
        heading: "Tiene una nueva reunión",
        lead: "{visitor} ({email}) reservó «{meeting}» con usted.",
      },
    },
    rescheduled: {
      visitor: {
        subject: "Nueva hora: {meeting} con {rep}, {when}",
        heading: "Su reunión tiene una nueva hora",
        lead: "Su reunión con {rep} de {company} ha cambiado de hora.",
      },
      rep: {
        subject: "Nueva hora: {visitor}, {when}",
        heading: "Una reunión ha cambiado de hora",
        lead: "{visitor} ({email}) eligió una nueva hora para «{meeting}».",
      },
    },
    cancelled: {
      visitor: {
        subject: "Cancelada: {meeting} con {rep}, {when}",
        heading: "Su reunión está cancelada",
        lead: "Su reunión con {rep} de {company} no tendrá lugar.",
      },
      rep: {
        subject: "Cancelada: {visitor}, {when}",
        heading: "Una reunión está cancelada",
        lead: "«{meeting}» con {visitor} ({email}) no tendrá lugar. La hora vuelve a estar libre.",
      },
    },
  },
  hello: "Hola, {name}:",
  when: "Cuándo",
  previously: "Antes",
  where: "Dónde",
  who: "Con",
  join: "Unirse a la reunión",
  manage: "Cambiar o cancelar",
  manageHint: "¿La hora ya no le conviene? Cámbiela aquí:",
  repCalls: "{rep} le llama",
  youCall: "Usted llama a {visitor}",
  visitorCalls: "Usted llama al {number}",
  theyCall: "{visitor} le llama: {number}",
  video: "Videollamada; el enlace está en la invitación",
  sentBy: "Enviado para {company}.",
};
