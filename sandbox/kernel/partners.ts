import type { SandboxPartner } from './stand-in.ts';

const FIRMS: ReadonlyArray<readonly [name: string, country: string, domain: string]> = [
  ['Alpenrand Systems GmbH', 'DE', 'alpenrand.example'],
  ['Blue Harbor Integrations LLC', 'US', 'blueharbor.example'],
  ['Nordwind Distribution AG', 'CH', 'nordwind.example'],
  ['Ribera Cloud S.L.', 'ES', 'ribera.example'],
  ['Maple Ridge Technologies Inc.', 'CA', 'mapleridge.example'],
  ['Kestrel Managed Services Ltd', 'GB', 'kestrel.example'],
];

/**
 * The firm at a place in the list, counted from 1. Places beyond the named ones get a made-up name.
 * The first four are the demo's VAR, another VAR, a distributor and a second reseller.
 */
export function sandboxPartner(index: number): SandboxPartner {
  const known = FIRMS[index - 1];
  if (known) return { index, name: known[0], country: known[1], domain: known[2] };
  return { index, name: `Sample Partner ${index} GmbH`, country: 'DE', domain: `partner-${index}.example` };
}
