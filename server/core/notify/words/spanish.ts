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
      guest: {
        subject: "{visitor} le invita: {meeting} con {rep}, {when}",
        heading: "Le han invitado a una reunión",
        lead: "{visitor} reservó «{meeting}» con {rep} de {company} y desea que usted participe.",
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
    confirmed: {
      visitor: {
        subject: "Confirmada: {meeting} con {rep}, {when}",
        heading: "Su reunión está confirmada",
        lead: "{rep} de {company} tiene la invitación a su reunión.",
      },
    },
    calledOff: {
      visitor: {
        subject: "Cancelada: {meeting} con {rep}, {when}",
        heading: "Ha sido necesario cancelar su reunión",
        lead: "Lo sentimos: {company} ha tenido que cancelar su reunión con {rep}.",
      },
    },
    reassigned: {
      visitor: {
        subject: "Ahora con {rep}: {meeting}, {when}",
        heading: "Su reunión es ahora con {rep}",
        lead: "{before} no puede asistir. {rep} de {company} le atenderá a la misma hora.",
      },
    },
    withdrawn: {
      visitor: {
        subject: "Sustituida: la invitación anterior a {meeting}, {when}",
        heading: "Una invitación anterior queda sustituida",
        lead: "La invitación con {rep} ya no es válida. La nueva le llega en otro correo; no tiene que hacer nada.",
      },
    },
    askAgain: {
      visitor: {
        subject: "Elija otra hora, por favor: {meeting} con {company}",
        heading: "Elija otra hora, por favor",
        lead: "Lo sentimos: {rep} no puede asistir y nadie más está libre a esa hora. Elija una hora que le convenga.",
      },
    },
    reminder: {
      visitor: {
        subject: "Recordatorio: {meeting} con {rep}, {when}",
        heading: "Su reunión se acerca",
        lead: "Un recordatorio de su reunión con {rep} de {company}.",
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
  chooseAgain: "Elegir otra hora",
  guests: "Invitados",
  message: "Mensaje",
  sentBy: "Enviado para {company}.",
};
