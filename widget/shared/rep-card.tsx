import type { Offer } from "../../server/contract/public.ts";

interface RepProps {
  readonly rep: Offer["rep"];
  /** Said when the rep is chosen at booking. */
  readonly someone: string;
  readonly company: string;
}

/** The first letters of the first and the last word. */
const initialsOf = (name: string): string => name.replace(/^\P{L}*(\p{L})[^\s]*(?:.*\s(\p{L}).*)?$/su, "$1$2").toUpperCase();

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
        <b>{name}</b>
        <p>{[rep?.title, company].filter(Boolean).join(" · ")}</p>
      </div>
    </div>
  );
};
