/** What is wrong in a setup and where, e.g. `{ path: "pools[0].members[2].repId", message: "there is no rep ann" }`. */
export interface SetupFault {
  readonly path: string;
  readonly message: string;
}

/** A fault for every id that an earlier row has already. */
export function checkUnique(rows: readonly { readonly id: string }[], path: string): readonly SetupFault[] {
  const first = new Map<string, number>();
  const faults: SetupFault[] = [];
  rows.forEach(({ id }, i) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, i);
    else faults.push({ path: `${path}[${i}].id`, message: `${id} is the id of ${path}[${before}] already` });
  });
  return faults;
}

/** One fault, or none, as a list. */
export function faultIf(wrong: boolean, path: string, message: string): readonly SetupFault[] {
  return wrong ? [{ path, message }] : [];
}

/** A fault unless it is an http or https address with a host; `javascript:` and the like never reach a page. */
export function checkWebUrl(url: string, path: string): readonly SetupFault[] {
  const isWeb = /^https?:\/\/[^\s/?#@:\\]+(?::\d{1,5})?(?:[/?#][^\s\\]*)?$/i.test(url);
  return faultIf(!isWeb, path, "takes an http or https address");
}
