/** Who asks: a person or a service, acting for one partner. Built from a checked token only. */
export interface Viewer {
  /** The tenant: uuid of the partner the caller acts for. */
  readonly partnerId: string;
  /** The token's `sub`. */
  readonly subject: string;
  readonly scopes: ReadonlySet<string>;
}
