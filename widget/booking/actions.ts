import type { Place } from "../shared/calendar.ts";
import { createFormat } from "../shared/format.ts";
import type { State } from "./state.ts";
import type { ViewProps } from "./view.tsx";

export interface Actions {
  move(place: Place, focus?: boolean): void;
  changeZone(zone: string): void;
  pick(start: number): void;
  back(): void;
}

interface Parts extends Pick<ViewProps, "texts" | "input" | "paint"> {
  readonly state: State;
  /** Resolves when what comes after the times can be painted. */
  readonly loadLater: () => Promise<void>;
}

/** What the visitor can do; each changes the state and paints it. */
export const createActions = ({ state, texts, input, paint, loadLater }: Parts): Actions => {
  const confirm = async (): Promise<void> => {
    try {
      await loadLater();
      state.step = "confirm";
      paint("h2");
    } catch {
      state.note = texts.failed;
      input.failed();
      paint(".note button");
    }
  };

  return {
    move: (place, focus) => {
      state.place = place;
      paint(focus ? ".day[tabindex='0']" : undefined);
    },
    changeZone: (zone) => {
      state.format = createFormat(state.format.locale, zone);
      state.place = { day: null, focus: null };
      paint();
    },
    pick: (start) => {
      Object.assign(state, { start, note: "" });
      paint();
      void confirm();
    },
    back: () => {
      Object.assign(state, { step: "pick", note: "" });
      paint(".picked,.time,h2");
    },
  };
};
