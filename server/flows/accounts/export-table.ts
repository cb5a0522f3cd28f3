import type { StoredAlias } from "../../../db/store/accounts.ts";
import type { Store } from "../../../db/store.ts";
import type { ImportKind } from "../../core/import/patch.ts";
import { accountHeader, accountLine, aliasHeader, aliasLine, contactHeader, contactLine } from "../../core/import/table-line.ts";
import type { Account, Contact } from "../../core/match/account.ts";

const pageSize = 500;

/** A table as CSV, a page a piece, in constant memory; importing it again changes nothing. */
export function exportTable({ read }: Store, kind: ImportKind): AsyncGenerator<string, void, void> {
  const { accounts, contacts, aliases } = read;
  if (kind === "aliases")
    return lines(
      aliasHeader,
      paged<StoredAlias>((last) => aliases.page(last, pageSize)),
      aliasLine,
    );
  if (kind === "contacts") {
    return withFacts(() => paged<Contact>((last) => contacts.page(last?.email ?? "", pageSize)), contactHeader, contactLine);
  }
  return withFacts(() => paged<Account>((last) => accounts.page(last?.id ?? "", pageSize)), accountHeader, accountLine);
}

type Pages<T> = AsyncGenerator<readonly T[], void, void>;

async function* paged<T>(page: (last: T | null) => Promise<readonly T[]>): Pages<T> {
  let last: T | null = null;
  for (;;) {
    const found: readonly T[] = await page(last);
    if (found.length > 0) yield found;
    if (found.length < pageSize) return;
    last = found.at(-1) ?? null;
  }
}

async function* lines<T>(header: string, pages: Pages<T>, line: (one: T) => string): AsyncGenerator<string, void, void> {
  yield header;
  for await (const page of pages) yield page.map(line).join("");
}

interface WithFacts {
  readonly facts?: Readonly<Record<string, string>>;
}

/** The table is gone through twice, because its first line names every fact that any row has. */
async function* withFacts<T extends WithFacts>(
  pages: () => Pages<T>,
  header: (facts: readonly string[]) => string,
  line: (one: T, facts: readonly string[]) => string,
): AsyncGenerator<string, void, void> {
  const names = new Set<string>();
  for await (const page of pages()) for (const { facts } of page) for (const name of Object.keys(facts ?? {})) names.add(name);
  const facts = [...names].sort();
  yield* lines(header(facts), pages(), (one) => line(one, facts));
}
