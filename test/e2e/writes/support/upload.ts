import type { StartedHouse } from '../../../support/started-house.ts';
import { told } from './graph.ts';
import { TODAY } from './today.ts';
import { until } from './until.ts';

interface SeenImport {
  readonly state: string;
  readonly accepted: number;
  readonly problems: ReadonlyArray<{ readonly message: string }>;
}

/** Sends an export of a vendor's portal in, and commits it. */
export async function bringExport(house: StartedHouse, vendor: string, area: string, csv: string): Promise<SeenImport> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ vendor, area, asOf: TODAY })) form.append(name, value);
  form.append('file', new Blob([csv]), 'export.csv');
  const authorization = `Bearer ${await house.token('var-admin')}`;
  const response = await fetch(`${house.gateway.url}/imports`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  });
  if (response.status !== 201) throw new Error(`the export was refused: ${await response.text()}`);
  const { id } = (await response.json()) as { id: string };
  const query = 'query ($id: ID!) { node(id: $id) { ... on FileImport { state accepted problems { message } } } }';
  const { node } = await until(
    () => told(house.ask<{ node: SeenImport }>('var-admin', query, { id })),
    (seen) => seen.node.state !== 'CHECKING',
  );
  const commit = 'mutation ($id: ID!) { commitImport(id: $id) { errors { message } } }';
  const { commitImport } = await told(house.ask<{ commitImport: { errors: unknown[] } }>('var-admin', commit, { id }));
  if (commitImport.errors.length > 0) throw new Error(`not committed: ${JSON.stringify(commitImport.errors)}`);
  return node;
}
