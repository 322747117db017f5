import type { SandboxRequest, SandboxResponse } from '../kernel/stand-in.ts';
import type { Organization } from './organization.ts';
import type { World } from './world.ts';

export const SCOPES = ['read', 'issue', 'workforce'] as const;
export type Scope = (typeof SCOPES)[number];

/** What an OAuth token stands for. */
export interface Grant {
  readonly organizationId: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** Who asks: an organisation, and what it may do. Basic credentials may do everything. */
export interface Caller {
  readonly organization: Organization;
  readonly scopes: ReadonlySet<Scope>;
}

/** A request on its way. The caller is null where nobody has to sign in. */
export interface CredlyCall {
  readonly world: World;
  readonly request: SandboxRequest;
  readonly caller: Caller | null;
  readonly params: Readonly<Record<string, string>>;
}

/** One operation. */
export interface Route {
  /** Name the kernel counts and matches faults by: `employees.list`. */
  readonly operation: string;
  readonly method: string;
  /** Matches the path below the vendor's mount; its named groups are the call's `params`. */
  readonly path: RegExp;
  /** What the caller must be allowed to do; null for an operation that is open to everybody. */
  readonly scope: Scope | null;
  readonly handle: (call: CredlyCall) => SandboxResponse;
}
