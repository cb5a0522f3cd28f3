import type { Rep } from "../core/availability/rep.ts";
import type { Decision } from "../core/route/decision.ts";
import type { MeetingType } from "../core/slots/meeting-type.ts";
import { encodeTimes, type Starts } from "../core/slots/starts.ts";
import { formatInstant, type Instant, instant, minuteMs } from "../core/time.ts";
import { signOfferToken } from "./offer-token.ts";
import type { World } from "./world.ts";

/** What the booker shows, as it goes over the wire. */
export interface OfferAnswer {
  readonly token: string;
  readonly expiresAt: string;
  readonly rep: { readonly name: string; readonly title?: string; readonly photoUrl?: string } | null;
  readonly meetingType: {
    readonly name: string;
    readonly durationMinutes: number;
    readonly location: "link" | "phone" | "address";
    readonly description?: string;
  };
  readonly times: { readonly firstMinute: number | null; readonly deltas: readonly number[] };
  readonly visitor: { readonly name: string; readonly email: string };
}

/** A rep as visitors see one. */
export function repView({ name, title, photoUrl }: Rep): { name: string; title?: string; photoUrl?: string } {
  return { name, ...(title ? { title } : {}), ...(photoUrl ? { photoUrl } : {}) };
}

/** Start times that the decision's visitor may choose from now. */
function offeredStarts(world: World, decision: Pick<Decision, "route">, type: MeetingType): Starts {
  const { repId, poolId } = decision.route;
  const { calendars } = world.state;
  if (repId) return calendars.starts([repId], { type, now: world.now() });
  if (poolId) return calendars.poolStarts(poolId, type, world.now());
  throw new TypeError("an offer names a rep or a pool");
}

export function offerExpiry(world: World): Instant {
  return instant(world.now() + world.settings.offerMinutes * minuteMs);
}

/** The offer of a decision, with times as of now and a token that expires at `expiresAt`. */
export function makeOffer(world: World, decision: Pick<Decision, "id" | "route" | "lead">, expiresAt: Instant): OfferAnswer {
  const live = world.state.setup();
  const type = live.meetingTypes.get(decision.route.meetingTypeId ?? "");
  if (!type) throw new TypeError("an offer names a meeting type");
  // A rep who has left the setup since is not named any more.
  const rep = live.reps.get(decision.route.repId ?? "");
  return {
    token: signOfferToken(world.digests, decision.id, expiresAt),
    expiresAt: formatInstant(expiresAt),
    rep: rep ? repView(rep) : null,
    meetingType: {
      name: type.name,
      durationMinutes: type.durationMinutes,
      location: type.location.kind,
      ...(type.description ? { description: type.description } : {}),
    },
    times: encodeTimes(offeredStarts(world, decision, type)),
    visitor: { name: decision.lead.name ?? "", email: decision.lead.email ?? "" },
  };
}
