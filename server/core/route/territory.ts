/** A part of the market: what is said must all hold; each list is an "any of". At least one thing is said. */
export interface Area {
  /** Countries and regions, as `in_region` takes them. */
  readonly countries?: readonly string[];
  readonly states?: readonly string[];
  /** Beginnings and ranges, as `in_postal_range` takes them. */
  readonly postalCodes?: readonly string[];
  readonly industries?: readonly string[];
  /** Employees, both ends included. */
  readonly sizeFrom?: number;
  readonly sizeTo?: number;
  /** Named accounts: ids, names or domains. */
  readonly accounts?: readonly string[];
}

/** Areas that belong to a rep or a pool. Territories are asked in their order; the first that holds has the lead. */
export interface Territory {
  readonly id: string;
  readonly name: string;
  readonly repId?: string;
  readonly poolId?: string;
  readonly areas: readonly Area[];
}
