import type { Hono } from "hono";
import type { Rep } from "../../core/availability/rep.ts";
import { calendarChoices, chooseCalendars } from "../../flows/calendars/choose-calendars.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { type ConnectDesk, readForm } from "./desk.ts";
import { calendarsBody } from "./pages.ts";
import { failureWords } from "./problem-words.ts";

/** Which calendars of the account count as busy, and which one receives meetings. */
export function choiceRoutes(app: Hono<AppEnv>, desk: ConnectDesk): void {
  const { world } = desk;
  const page = async (rep: Rep, problem: string | null) => {
    const choices = await calendarChoices(world, rep);
    if (choices.kind === "not_connected") return desk.go("/connect");
    if (choices.kind === "failed") return desk.pick(rep, failureWords(choices.failure));
    const body = calendarsBody(choices.calendars, problem);
    return desk.show({ title: "Choose your calendars", body, ...(problem ? { status: 422 } : {}) });
  };
  app.get(
    "/connect/calendars",
    desk.asRep((_c, rep) => page(rep, null)),
  );
  app.post(
    "/connect/calendars",
    desk.asRep(async (c, rep) => {
      const form = await readForm(c);
      const { kind } = await chooseCalendars(world, rep, { busy: form.getAll("busy"), meetings: form.get("meetings") ?? "" });
      if (kind === "none_busy") return page(rep, "Choose at least one calendar that makes you busy.");
      if (kind === "unknown") return page(rep, "Your calendars changed meanwhile. Choose again.");
      return desk.go(kind === "chosen" ? "/connect?saved" : "/connect");
    }),
  );
}
