import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import type { Records } from '../kernel/records.ts';
import type { World } from './world.ts';

/** A request that was let through, and the deals of the customer number and country in its headers. */
export interface IngramCall {
  readonly world: World;
  readonly request: SandboxRequest;
  readonly deals: Records;
  readonly params: Readonly<Record<string, string>>;
}

/** One operation; all of them are GET. */
export interface Route {
  /** Name the kernel counts and matches faults by: `deals.search`. */
  readonly operation: string;
  /** Matches the path below the vendor's mount; its named groups are the call's `params`. */
  readonly path: RegExp;
  /** Headers beside the three that every operation needs. */
  readonly headers: { readonly required: readonly string[]; readonly optional: readonly string[] };
  readonly handle: (call: IngramCall) => SandboxResponse;
}
