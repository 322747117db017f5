import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SCHEMA_FOLDER, SUPERGRAPH_FILE } from '../schema/artefacts.ts';

/** The committed supergraph. Nothing is composed at start: what runs is what was reviewed. */
export function readSupergraph(): Promise<string> {
  return readFile(join(SCHEMA_FOLDER, SUPERGRAPH_FILE), 'utf8');
}
