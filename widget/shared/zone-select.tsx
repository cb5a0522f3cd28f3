import { allZones, type Format, zoneName } from "./format.ts";
import { Icon } from "./icons.tsx";
import type { LaterTexts } from "./texts/later-en.ts";

interface ZoneProps {
  readonly words: LaterTexts;
  readonly format: Format;
  readonly at: number;
  readonly change: (zone: string) => void;
}

/** The other 400 zones come when the visitor reaches for them. */
const fill = ({ currentTarget: select }: Event & { readonly currentTarget: HTMLSelectElement }): void => {
  const { value } = select;
  if (select.length === 1)
    select.replaceChildren(...allZones(value).map((zone) => new Option(zoneName(zone), zone, false, zone === value)));
};

export const ZoneSelect = ({ words, format, at, change }: ZoneProps) => (
  <label class="meta zone">
    <Icon name="globe" />
    <select aria-label={words.zone} onPointerDown={fill} onFocus={fill} onChange={(event) => change(event.currentTarget.value)}>
      <option value={format.zone}>{zoneName(format.zone)}</option>
    </select>
    <span>{format.offset(at)}</span>
  </label>
);
