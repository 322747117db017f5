import type { Logger } from 'pino';
import type { Act } from '../../platform/audit/audit-entry.ts';
import { auditRefusal } from '../../platform/audit/audit-refusal.ts';
import type { GraphServices } from '../../platform/graph/context.ts';
import type { Viewer } from '../../platform/identity/viewer.ts';
import type { SubgraphPlaces } from '../execution/data-sources.ts';
import { tellRefusal, type RefusalDoor } from './tell-refusal.ts';

/** Who was refused, in which request. */
export interface RefusedRequest {
  readonly id: string;
  readonly log: unknown;
  readonly viewer: Pick<Viewer, 'partnerId' | 'subject'>;
}

/** Writes what a request was refused to the log of the tenant it acts for. Never throws. */
export type RequestAudit = (refused: RefusedRequest, act: Act) => Promise<void>;

/** The action of an entry for a token that was refused. */
export const AUTHENTICATE_ACTION = 'authenticate';

const NO_SCOPES: ReadonlySet<string> = new Set();

function doorOf({ remote, sign }: Pick<SubgraphPlaces, 'remote' | 'sign'>): RefusalDoor | null {
  const [subgraphUrl] = Object.values(remote);
  return sign && subgraphUrl !== undefined ? { subgraphUrl, sign } : null;
}

/**
 * What a gateway writes refusals with: its own database, or, where its subgraphs all run elsewhere and it has none, one of
 * their servers. What can't be written is an error in its log, and the refusal stays the same.
 */
export function createRequestAudit(
  services: Pick<GraphServices, 'database' | 'clock'> | null,
  subgraphs: Pick<SubgraphPlaces, 'remote' | 'sign'>,
): RequestAudit {
  const door = doorOf(subgraphs);
  return async ({ id, viewer, log: anyLog }, act) => {
    const log = anyLog as Logger;
    if (services) return auditRefusal({ viewer, log, services }, act);
    try {
      if (door) await tellRefusal(door, { viewer: { ...viewer, scopes: NO_SCOPES }, requestId: id, act });
    } catch (error) {
      log.error({ err: error, action: act.action }, 'an entry of the audit log could not be written');
    }
  };
}
