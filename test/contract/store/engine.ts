import type { Store } from "../../../db/store.ts";

/** One engine under test. */
export interface EngineUnderTest {
  /** A store on an empty, migrated database of its own. */
  fresh(): Promise<OpenDatabase>;
  /** The URL of a database that nobody has migrated; absent where there is nothing to connect to. */
  readonly emptyUrl?: () => Promise<string>;
  stop(): Promise<void>;
}

export interface OpenDatabase {
  readonly store: Store;
  /** Another store on the same database, as another process has it; absent where the engine has one connection alone. */
  readonly another?: () => Promise<Store>;
}
