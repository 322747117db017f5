import { z } from 'zod';
import { isServiceAddress, SERVICE_ADDRESS } from './values.ts';

/** The domains of the graph, each of which may run as a process of its own. */
export const SUBGRAPH_NAMES = ['partners', 'programs', 'certifications', 'benefits', 'deals', 'connections'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];
export type SubgraphUrls = Readonly<Record<SubgraphName, string>>;

function isSubgraphName(name: string): name is SubgraphName {
  return (SUBGRAPH_NAMES as readonly string[]).includes(name);
}

function faultOf(name: string, address: string, seen: ReadonlyMap<SubgraphName, string>): string | null {
  if (!isSubgraphName(name)) return `each name to be one of ${SUBGRAPH_NAMES.join(', ')}`;
  if (seen.has(name)) return `${name} to be named once`;
  return isServiceAddress(address) ? null : `${name} to be ${SERVICE_ADDRESS}`;
}

/** `deals=http://…,benefits=http://…`: all of the six, since a query may need any of them. */
export const subgraphUrls: z.ZodType<SubgraphUrls, string> = z.string().transform((text, context) => {
  const urls = new Map<SubgraphName, string>();
  for (const pair of text.split(',')) {
    const [name = '', ...rest] = pair.trim().split('=');
    const address = rest.join('=');
    const fault = faultOf(name, address, urls);
    if (fault !== null) context.addIssue({ code: 'custom', message: fault });
    if (isSubgraphName(name)) urls.set(name, address);
  }
  const missing = SUBGRAPH_NAMES.filter((name) => !urls.has(name));
  if (missing.length > 0) {
    context.addIssue({ code: 'custom', message: `an address for every subgraph, also for ${missing.join(', ')}` });
  }
  return Object.fromEntries(urls) as unknown as SubgraphUrls;
});
