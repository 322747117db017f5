import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { apiSdlOf } from './api-schema.ts';

/** A subgraph as composition takes it. */
export interface ComposedSubgraph {
  readonly name: string;
  readonly sdl: string;
  /** Where another router finds it; our own gateway is told by its configuration. */
  readonly url?: string | undefined;
}

/** Something composition had to decide silently, and that we want to know of. */
export interface CompositionHint {
  /** `INCONSISTENT_DESCRIPTION`. */
  readonly code: string;
  /** `Money.in(currency:)`; null where the hint is about no element. */
  readonly coordinate: string | null;
  readonly message: string;
}

export interface Composition {
  readonly supergraphSdl: string;
  readonly apiSdl: string;
  readonly hints: readonly CompositionHint[];
}

/**
 * Composes subgraphs into one supergraph.
 * @throws Error that lists every reason, with its code, when they do not fit together
 */
export function composeSupergraph(subgraphs: readonly ComposedSubgraph[]): Composition {
  const result = composeServices(
    subgraphs.map(({ name, sdl, url }) => ({ name, url: url ?? `http://${name}.invalid/graphql`, typeDefs: parse(sdl) })),
  );
  if (result.errors) {
    const reasons = result.errors.map((error) => `- ${String(error.extensions['code'])}: ${error.message}`);
    throw new Error(`the subgraphs do not compose:\n${reasons.join('\n')}`);
  }
  return {
    supergraphSdl: result.supergraphSdl,
    apiSdl: apiSdlOf(result.schema.toAPISchema().toGraphQLJSSchema()),
    hints: result.hints.map(({ definition, coordinate, message }) => ({
      code: definition.code,
      coordinate: coordinate ?? null,
      message,
    })),
  };
}
