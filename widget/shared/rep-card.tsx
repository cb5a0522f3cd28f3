import type { Offer } from "../../server/contract/public.ts";

interface RepProps {
  readonly rep: Offer["rep"];
  /** Said when the rep is chosen at booking. */
  readonly someone: string;
  readonly company: string;
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter((_, place, words) => place === 0 || place === words.length - 1)
    .map((word) => Array.from(word)[0] ?? "")
    .join("")
    .toUpperCase();

/** The initials lie under the photo and stay when it cannot be loaded. */
export const RepCard = ({ rep, someone, company }: RepProps) => {
  const name = rep?.name ?? someone;
  return (
    <div class="rep">
      <div class="face" aria-hidden="true">
        {initialsOf(rep ? name : company)}
        {rep?.photoUrl && (
          <img src={rep.photoUrl} alt="" referrerpolicy="no-referrer" onError={(event) => event.currentTarget.remove()} />
        )}
      </div>
      <div>
        <strong>{name}</strong>
        <span>{[rep?.title, company].filter(Boolean).join(" · ")}</span>
      </div>
    </div>
  );
};
