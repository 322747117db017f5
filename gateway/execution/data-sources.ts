import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { SignContext } from '../../platform/identity/context-signer.ts';
import type { GatewayContext } from '../context.ts';
import { LocalDataSource } from './local-data-source.ts';
import { RemoteDataSource } from './remote-data-source.ts';

/** Where each subgraph runs. */
export interface SubgraphPlaces {
  /** Those in this process. */
  readonly local: ReadonlyArray<{ readonly name: string; readonly schema: GraphQLSchema }>;
  /** Addresses of the others, by name. */
  readonly remote: Readonly<Record<string, string>>;
  /** Signs the calls of those elsewhere; may be left out where there are none. */
  readonly sign?: SignContext | undefined;
  /** Longest time a call of either may take, in milliseconds. */
  readonly timeoutMs: number;
}

export interface DataSources {
  readonly byName: ReadonlyMap<string, GraphQLDataSource<GatewayContext>>;
  close(): Promise<void>;
}

/** Far above any page the graph gives; a bound for an answer gone wrong. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/**
 * A data source for each subgraph of a supergraph.
 * @param names what the supergraph was composed of
 * @throws Error when one of them is nowhere, is in two places, or is elsewhere without anyone to sign its calls
 */
export function createDataSources(names: readonly string[], places: SubgraphPlaces): DataSources {
  const twice = places.local.find(({ name }) => places.remote[name] !== undefined);
  if (twice) throw new Error(`the subgraph ${twice.name} is both in this process and elsewhere`);
  const byName = new Map<string, GraphQLDataSource<GatewayContext>>();
  const remotes: RemoteDataSource[] = [];
  for (const name of names) {
    const local = places.local.find((subgraph) => subgraph.name === name);
    const url = places.remote[name];
    if (local) {
      byName.set(name, new LocalDataSource({ name, schema: local.schema, timeoutMs: places.timeoutMs }));
    } else if (url !== undefined) {
      if (!places.sign)
        throw new Error(`the subgraph ${name} is elsewhere, and there is no key to sign its calls with`);
      const remote = new RemoteDataSource({
        name,
        url,
        sign: places.sign,
        timeoutMs: places.timeoutMs,
        maxAnswerBytes: MAX_ANSWER_BYTES,
      });
      remotes.push(remote);
      byName.set(name, remote);
    } else throw new Error(`the subgraph ${name} is neither in this process nor has it an address`);
  }
  return {
    byName,
    close: async () => {
      await Promise.all(remotes.map((remote) => remote.close()));
    },
  };
}
