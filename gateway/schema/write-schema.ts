import 'reflect-metadata';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ALL_SUBGRAPHS } from '../../subgraphs/registry.ts';
import { buildArtefacts, SCHEMA_FOLDER } from './artefacts.ts';
import { refusedHints } from './allowed-hints.ts';

/** Entry of `npm run schema`: writes the committed schema files anew. */
async function main(): Promise<void> {
  const { files, hints } = await buildArtefacts(ALL_SUBGRAPHS);
  const subgraphFolder = join(SCHEMA_FOLDER, 'subgraphs');
  await mkdir(subgraphFolder, { recursive: true });
  for (const name of await readdir(subgraphFolder)) {
    if (!files.has(`subgraphs/${name}`)) await rm(join(subgraphFolder, name));
  }
  for (const [path, text] of files) {
    const file = join(SCHEMA_FOLDER, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  console.log(`wrote ${files.size} files to schema/`);
  for (const hint of refusedHints(hints)) {
    console.error(`hint ${hint.code} at ${hint.coordinate ?? 'no element'}: ${hint.message}`);
    process.exitCode = 1;
  }
}

await main();
