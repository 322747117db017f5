import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import type { Account } from './account-store.ts';
import type { World } from './world.ts';

/** A request that was let through: who asks, and the named parts of the path. */
export interface CiscoCall {
  readonly world: World;
  readonly account: Account;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
}

/** One operation behind the gateway. */
export interface Route {
  /** Name the kernel counts and matches faults by: `deals.list`. */
  readonly operation: string;
  readonly method: string;
  /** Matches the path below the vendor's mount; its named groups are the call's `params`. */
  readonly path: RegExp;
  readonly handle: (call: CiscoCall) => SandboxResponse;
}
