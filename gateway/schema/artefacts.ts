import { join } from 'node:path';
import { defineSubgraph, type SubgraphModule } from '../../platform/graph/define-subgraph.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { composeSupergraph, type CompositionHint } from './compose.ts';
import { stableSdl } from './stable-sdl.ts';

/** Where the committed schema files live. */
export const SCHEMA_FOLDER = join(PROJECT_ROOT, 'schema');
/** In `SCHEMA_FOLDER`. */
export const SUPERGRAPH_FILE = 'supergraph.graphql';
export const API_FILE = 'api.graphql';

/** Where the subgraph server listens unless told otherwise: what another router over the supergraph starts from. */
const SUBGRAPH_ORIGIN = 'http://127.0.0.1:4001';

export interface Artefacts {
  /** Text by path within `SCHEMA_FOLDER`. */
  readonly files: ReadonlyMap<string, string>;
  readonly hints: readonly CompositionHint[];
}

/** Makes the text of every schema file: one a subgraph, the supergraph, and the API. */
export async function buildArtefacts(modules: readonly SubgraphModule[]): Promise<Artefacts> {
  const subgraphs = [];
  for (const module of modules) {
    const { name, sdl } = await defineSubgraph(module);
    subgraphs.push({ name, sdl: stableSdl(sdl) });
  }
  const { supergraphSdl, apiSdl, hints } = composeSupergraph(
    subgraphs.map(({ name, sdl }) => ({ name, sdl, url: `${SUBGRAPH_ORIGIN}/${name}/graphql` })),
  );
  const files = new Map(subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, sdl]));
  files.set(SUPERGRAPH_FILE, `${supergraphSdl.trimEnd()}\n`);
  files.set(API_FILE, apiSdl);
  return { files, hints };
}
