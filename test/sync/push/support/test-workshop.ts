import { z } from 'zod';
import type { SessionDeps, VendorWorkshop } from '../../../../platform/vendor/contract.ts';
import type { WriteSession } from '../../../../platform/vendor/write-contract.ts';

/** A workshop whose writing sessions a test makes; what it was opened with, and how often, stays. */
export interface TestWorkshop extends VendorWorkshop {
  /** Credentials of each session that was opened, in order. */
  readonly opened: unknown[];
  closed: number;
}

/** @param session made for each session that is opened */
export function testWorkshop(
  session: (deps: SessionDeps<unknown>) => WriteSession,
  more: { readonly id?: string } = {},
): TestWorkshop {
  const { id = 'alpha' } = more;
  const workshop: TestWorkshop = {
    opened: [],
    closed: 0,
    facts: {
      id,
      name: `${id} Systems`,
      formerNames: [],
      programs: [],
      endpoints: { api: 'http://127.0.0.1:1' },
      downloadHosts: [],
      quotas: { write: { limit: 1, periodMs: 3_600_000 } },
      notes: {},
    },
    credentials: z.object({ key: z.string() }),
    feeds: [],
    open: () => {
      throw new Error('nothing is read from this vendor');
    },
    writes: {
      operations: [],
      open: (deps) => {
        workshop.opened.push(deps.credentials);
        const opened = session(deps);
        const close = async (): Promise<void> => {
          await opened.close();
          workshop.closed += 1;
        };
        return { ...opened, close };
      },
    },
  };
  return workshop;
}
