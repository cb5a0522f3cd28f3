import type { Rep } from "../../core/availability/rep.ts";
import type { Booking } from "../../core/book/booking.ts";
import { placeOf } from "../../core/book/place.ts";
import type { Decision } from "../../core/route/decision.ts";
import { lackingReps } from "../../core/route/pools/lacking-reps.ts";
import { subjectOf } from "../../core/route/subject.ts";
import type { MeetingType, Question } from "../../core/slots/meeting-type.ts";
import { encodeTimes, type Starts } from "../../core/slots/starts.ts";
import { formatInstant, type Instant, instant, minuteMs } from "../../core/time.ts";
import type { World } from "../world.ts";
import { joinedStarts } from "./joined-starts.ts";
import { signOfferToken } from "./offer-token.ts";

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
    readonly lengths?: readonly number[];
    readonly questions?: readonly Question[];
    readonly guests?: number;
  };
  readonly times: { readonly firstMinute: number | null; readonly deltas: readonly number[] };
  readonly visitor: { readonly name: string; readonly email: string };
}

/** A rep as visitors see one. */
export function repView({ name, title, photoUrl }: Rep): { name: string; title?: string; photoUrl?: string } {
  return { name, ...(title ? { title } : {}), ...(photoUrl ? { photoUrl } : {}) };
}

/** What is offered: a decision, its meeting type of the chosen length, and what the offer holds, which is in its own way least. */
export interface Offered {
  readonly decision: Omit<Decision, "leadId" | "setupVersionId" | "steps">;
  readonly type: MeetingType;
  readonly held?: readonly Booking[];
}

/** Members of the decision's pool who must not take this lead: they lack what it needs, or take no leads now. */
export function notOfPool(world: World, decision: Offered["decision"], poolId: string): ReadonlySet<string> {
  const { pools, reps } = world.state.setup();
  const pool = pools.get(poolId);
  const unable = world.state.standing.unable(world.now());
  if (pool === undefined || (pool.requires === undefined && unable.size === 0)) return nobody;
  return new Set([...lackingReps(pool, reps, subjectOf(decision)), ...unable.keys()]);
}

const nobody: ReadonlySet<string> = new Set();

/** Start times that the decision's visitor may choose from now. */
function offeredStarts(world: World, { decision, type, held = [] }: Offered): Starts {
  const { repId, poolId } = decision.route;
  const { calendars } = world.state;
  const now = world.now();
  const own = held.length === 0 ? {} : { without: held };
  if (type.joinedBy) return joinedStarts(world, teamsOf(world, decision), { type, now, ...own });
  if (repId) return calendars.starts([repId], { type, now, ...own });
  if (poolId) return calendars.poolStarts(poolId, { type, now, ...own, except: notOfPool(world, decision, poolId) });
  throw new TypeError("an offer names a rep or a pool");
}

/** Who may lead a meeting that others join: the rep, any of the pool, or all of it together. */
function teamsOf(world: World, decision: Offered["decision"]): readonly (readonly string[])[] {
  const { repId, poolId = "" } = decision.route;
  if (repId) return [[repId]];
  const pool = world.state.setup().pools.get(poolId);
  const out = notOfPool(world, decision, poolId);
  const members = pool?.members.map((member) => member.repId) ?? [];
  if (pool?.offer === "all") return members.some((id) => out.has(id)) ? [] : [members];
  return members.filter((id) => !out.has(id)).map((id) => [id]);
}

export function offerExpiry(world: World): Instant {
  return instant(world.now() + world.settings.offerMinutes * minuteMs);
}

/** The meeting type of a decision that offers one. */
export function offeredType(world: World, { route }: Pick<Decision, "route">): MeetingType {
  const type = world.state.setup().meetingTypes.get(route.meetingTypeId ?? "");
  if (!type) throw new TypeError("an offer names a meeting type");
  return type;
}

/** An offer but for its times. */
function offerHead(world: World, offered: Offered, expiresAt: Instant): Omit<OfferAnswer, "times"> {
  const { decision, type } = offered;
  const live = world.state.setup();
  // A rep who has left the setup since is not named any more.
  const rep = live.reps.get(decision.route.repId ?? "");
  return {
    token: signOfferToken(world.digests, decision.id, expiresAt),
    expiresAt: formatInstant(expiresAt),
    rep: rep ? repView(rep) : null,
    meetingType: {
      name: type.name,
      durationMinutes: type.durationMinutes,
      location: placeOf(type).kind,
      ...(type.description ? { description: type.description } : {}),
      ...(type.lengths ? { lengths: type.lengths } : {}),
      ...(type.questions ? { questions: type.questions } : {}),
      ...(type.guests ? { guests: type.guests } : {}),
    },
    visitor: { name: decision.lead.name ?? "", email: decision.lead.email ?? "" },
  };
}

/** The offer of a decision, with times as of now and a token that expires at `expiresAt`. */
export function makeOffer(world: World, offered: Offered, expiresAt: Instant): OfferAnswer {
  return { ...offerHead(world, offered, expiresAt), times: encodeTimes(offeredStarts(world, offered)) };
}

/** Starts are kept until something changes or a minute passes, and meanwhile are told to many. */
const toldTimes = new WeakMap<Starts, string>();

function timesText(starts: Starts): string {
  const told = toldTimes.get(starts) ?? JSON.stringify(encodeTimes(starts));
  toldTimes.set(starts, told);
  return told;
}

/** The same offer as JSON text. */
export function offerText(world: World, offered: Offered, expiresAt: Instant): string {
  const head = JSON.stringify(offerHead(world, offered, expiresAt));
  return `${head.slice(0, -1)},"times":${timesText(offeredStarts(world, offered))}}`;
}
