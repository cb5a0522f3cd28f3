import type { EnrichSettings, SourceSettings } from "../enrich/enrich-settings.ts";
import { pathKeys } from "../enrich/json-path.ts";
import { localSources } from "../enrich/local-facts.ts";
import { namesInUrl, urlNames } from "../enrich/url-template.ts";
import type { Setup } from "../setup.ts";
import { checkUnique, faultIf, type SetupFault } from "./setup-fault.ts";

/** Sources with one id, addresses with names that nothing fills, paths that are none, preferences for what is not there, waiting for nobody. */
export function checkEnrich({ enrich }: Setup): readonly SetupFault[] {
  if (enrich === undefined) return [];
  return [
    ...checkUnique(enrich.sources, "enrich.sources"),
    ...enrich.sources.flatMap((source, i) => checkSource(source, `enrich.sources[${i}]`)),
    ...checkPreferences(enrich),
    ...faultIf(
      enrich.late === "reroute" && !enrich.sources.some((source) => mayBeLate(source, enrich)),
      "enrich.late",
      `nobody answers later than deadlineMs (${enrich.deadlineMs}); give a source a longer timeoutMs`,
    ),
  ];
}

function mayBeLate(source: SourceSettings, { deadlineMs }: EnrichSettings): boolean {
  return "timeoutMs" in source && source.timeoutMs > deadlineMs;
}

function checkSource(source: SourceSettings, path: string): readonly SetupFault[] {
  const taken = localSources.some((id) => id === source.id);
  const faults = faultIf(taken, `${path}.id`, `${source.id} is the name of what the lead says itself`);
  if (source.kind !== "http") return faults;
  const names: readonly string[] = urlNames;
  const unknown = namesInUrl(source.url).filter((name) => !names.includes(name));
  return [
    ...faults,
    ...unknown.map((name) => ({ path: `${path}.url`, message: `nothing fills {${name}}; there are ${names.join(", ")}` })),
    ...faultIf(namesInUrl(source.url).length === 0, `${path}.url`, "asks nothing about the lead: there is no name in braces"),
    ...Object.entries(source.facts).flatMap(([name, mapping]) =>
      faultIf(pathKeys(mapping.path) === null, `${path}.facts.${name}`, `${mapping.path} is no path such as company.employees`),
    ),
  ];
}

function checkPreferences({ prefer, sources }: EnrichSettings): readonly SetupFault[] {
  const known: ReadonlySet<string> = new Set([...localSources, ...sources.map(({ id }) => id)]);
  return Object.entries(prefer).flatMap(([name, order]) =>
    order.flatMap((id, i) => faultIf(!known.has(id), `enrich.prefer.${name}[${i}]`, `there is no source ${id}`)),
  );
}
