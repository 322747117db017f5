import type { SandboxRequest } from '../../kernel/stand-in.ts';
import type { Session } from '../login/access-tokens.ts';
import type { World } from '../world.ts';

/** A request of the Partner Center host whose token was found good. */
export interface V1Call {
  readonly world: World;
  readonly session: Session;
  readonly request: SandboxRequest;
}
