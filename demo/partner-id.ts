import { v5 as uuidV5 } from 'uuid';

const DEMO_NAMESPACE = 'b7a1d6c2-2f0e-5a44-9d3b-0c6e5a9f1d20';

/** The tenant id of the demo partner at a place of the sandbox's list of firms, from 1: the same on every machine. */
export function demoPartnerId(index: number): string {
  return uuidV5(`partner ${index}`, DEMO_NAMESPACE);
}
