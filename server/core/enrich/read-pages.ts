/** The hidden field in which a page may say what was seen before it. */
export const pagesField = "handraise_pages";

const most = 100;
const longest = 200;

/** Paths of the visit in their order, out of addresses between spaces; without queries, which may carry what somebody typed elsewhere. */
export function readPages(text: string): readonly string[] {
  const paths: string[] = [];
  for (const word of text.split(/\s+/)) {
    const path = word.replace(/^https?:\/\/[^/?#]*/i, "").replace(/[?#].*$/, "") || (word === "" ? "" : "/");
    if (path.startsWith("/") && path.length <= longest) paths.push(path);
    if (paths.length === most) break;
  }
  return paths;
}
