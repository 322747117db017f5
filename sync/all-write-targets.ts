import { fundWriteTarget } from '../subgraphs/benefits/index.ts';
import { dealWriteTarget } from '../subgraphs/deals/index.ts';
import type { WriteTarget } from './push/target.ts';

/** What writes can be about, one line each. */
export const ALL_WRITE_TARGETS: readonly WriteTarget[] = [dealWriteTarget, fundWriteTarget];
