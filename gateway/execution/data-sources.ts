import type { GraphQLDataSource } from '@apollo/gateway';
import type { GraphQLSchema } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { LocalDataSource } from './local-data-source.ts';
import { RemoteDataSource } from './remote-data-source.ts';

/** Where each subgraph runs. */
export interface SubgraphPlaces {
  /** Those in this process. */
  readonly local: ReadonlyArray<{ readonly name: string; readonly schema: GraphQLSchema }>;
  /** Addresses of the others, by name. */
  readonly remote: Readonly<Record<string, string>>;
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
 * @throws Error when one of them is nowhere, or is in two places
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
      const remote = new RemoteDataSource({
        name,
        url,
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
