import type { FieldRegistry } from "../route/fields.ts";
import { type Flow, flowPlaces, type OfferPools, type SplitNode } from "../route/flow.ts";
import type { Pool } from "../route/pools/pool.ts";
import type { Setup } from "../setup.ts";
import { checkCondition } from "./check-condition.ts";
import { checkUnique, checkWebUrl, faultIf, type SetupFault } from "./setup-fault.ts";

/** What outcomes and nodes may name. */
export interface Known {
  readonly pools: ReadonlyMap<string, Pool>;
  readonly reps: ReadonlySet<string>;
  readonly meetingTypes: ReadonlySet<string>;
  readonly fields: FieldRegistry;
}

export function knownOf({ pools, reps, meetingTypes }: Setup, fields: FieldRegistry): Known {
  return {
    pools: new Map(pools.map((pool) => [pool.id, pool])),
    reps: new Set(reps.map((rep) => rep.id)),
    meetingTypes: new Set(meetingTypes.map((type) => type.id)),
    fields,
  };
}

/** What keeps a tree from being walked to an outcome that can be given. */
export function checkFlow(flow: Flow, path: string, known: Known): readonly SetupFault[] {
  return flowPlaces(flow, path).flatMap((place) => [
    ...checkPlace(place.flow, place.at, known),
    ...checkMeetingTypeId(place.flow, place.at, known),
  ]);
}

function checkPlace(flow: Flow, path: string, known: Known): readonly SetupFault[] {
  switch (flow.kind) {
    case "when":
      return checkCondition(flow.when, `${path}.when`, known.fields);
    case "split":
      return checkSplit(flow, path, known);
    case "offerOwner": {
      const { otherwise } = flow;
      const again = otherwise.kind === "offerOwner" && String(otherwise.of) === String(flow.of);
      return faultIf(again, `${path}.otherwise`, "offers the owner again, who was asked already");
    }
    case "offerRep":
      return faultIf(!known.reps.has(flow.repId), `${path}.repId`, `there is no rep ${flow.repId}`);
    case "offerPool":
      return faultIf(!known.pools.has(flow.poolId), `${path}.poolId`, `there is no pool ${flow.poolId}`);
    case "offerPools":
      return checkPools(flow, path, known);
    case "redirect":
      return checkWebUrl(flow.url, `${path}.url`);
    case "message":
    case "disqualify":
    case "queue":
      return faultIf(flow.text.trim() === "", `${path}.text`, "is empty");
    case "match":
    case "offerTerritory":
      return [];
  }
}

function checkSplit({ by, parts }: SplitNode, path: string, known: Known): readonly SetupFault[] {
  return [
    ...faultIf(known.fields(by) === null, `${path}.by`, `there is no field ${by} here`),
    ...checkUnique(parts, `${path}.parts`),
  ];
}

function checkPools({ poolIds }: OfferPools, path: string, known: Known): readonly SetupFault[] {
  return poolIds.flatMap((id, i) => {
    const pool = known.pools.get(id);
    const at = `${path}.poolIds[${i}]`;
    return [
      ...faultIf(pool === undefined, at, `there is no pool ${id}`),
      ...faultIf(poolIds.indexOf(id) < i, at, `${id} is named already`),
      ...faultIf(pool !== undefined && pool.offer !== "rep", at, `${id} does not offer the times of one rep`),
    ];
  });
}

function checkMeetingTypeId(flow: Flow, path: string, { meetingTypes }: Known): readonly SetupFault[] {
  if (!("meetingTypeId" in flow)) return [];
  const { meetingTypeId } = flow;
  return faultIf(!meetingTypes.has(meetingTypeId), `${path}.meetingTypeId`, `there is no meeting type ${meetingTypeId}`);
}
