import { createHash } from 'node:crypto';
import type { JsonValue } from '../../../platform/records/json.ts';
import { VendorError } from '../../../platform/vendor/vendor-error.ts';
import { unreadable } from '../client/answer-json.ts';
import type { FeedContext } from '../feed.ts';
import { VENDOR } from '../facts.ts';
import { datasetShape, queryShape, readInsights, type Dataset } from './insights-wire.ts';

const BASE = '/insights/v1/mpn';
const DATASET = 'TrainingCompletions';

/**
 * The only columns ever asked for. The dataset also holds names and two e-mail addresses of each person: they are not
 * selected [PCD insights-data-definitions.md].
 */
const COLUMNS = [
  { name: 'TrainingTitle', needed: true },
  { name: 'TrainingType', needed: true },
  { name: 'TrainingCompletionDate', needed: true },
  { name: 'ExpirationDate', needed: true },
  { name: 'ActivationStatus', needed: false },
  { name: 'MPNId', needed: false },
  { name: 'MCPID', needed: true },
] as const;

/** Longest first; without any of them the service takes its default of six months. */
const DATE_RANGES = ['LIFETIME', 'LAST_1_YEAR', 'LAST_365_DAYS', 'LAST_6_MONTHS', 'LAST_180_DAYS'] as const;

/**
 * Finds or makes the query behind the report. Its name carries a digest of its text, so that it is made once, found
 * ever after, and never mistaken for an older version.
 *
 * @returns the query's id
 * @throws VendorError `refused` when the signed-in role is not offered the dataset or a column we need
 */
export async function ensureTrainingQuery(context: FeedContext): Promise<string> {
  const query = queryText(await offeredDataset(context));
  const name = `partnergraph-training-${createHash('sha256').update(query).digest('hex').slice(0, 12)}`;
  return (await findQuery(context, name)) ?? (await createQuery(context, name, query));
}

/** The query for what the dataset offers today [PCD insights-programmatic-custom-query.md]. */
export function queryText(dataset: Dataset): string {
  const offered = new Set(dataset.selectablecolumns?.map((column) => column.toLowerCase()));
  const isOffered = (column: string): boolean => offered.size === 0 || offered.has(column.toLowerCase());
  const missing = COLUMNS.filter((column) => column.needed && !isOffered(column.name));
  if (missing.length > 0) throw notOffered(`no column ${missing.map((column) => column.name).join(', ')}`);
  const columns = COLUMNS.filter((column) => isOffered(column.name)).map((column) => column.name);
  const ranges = dataset.availabledateranges?.map((range) => range.toUpperCase()) ?? [];
  const range = DATE_RANGES.find((wanted) => ranges.length === 0 || ranges.includes(wanted));
  return `SELECT ${columns.join(', ')} FROM ${DATASET}${range ? ` TIMESPAN ${range}` : ''}`;
}

async function offeredDataset(context: FeedContext): Promise<Dataset> {
  const operation = 'insights.datasets';
  const path = `${BASE}/ScheduledDataset?datasetName=${DATASET}`;
  const offered = readInsights(datasetShape, await call(context, { operation, path }), operation).value;
  const dataset = offered.find((candidate) => candidate.datasetname.toLowerCase() === DATASET.toLowerCase());
  if (!dataset) throw notOffered(`no dataset ${DATASET}`);
  return dataset;
}

async function findQuery(context: FeedContext, name: string): Promise<string | null> {
  const operation = 'insights.queries';
  const body = await call(context, { operation, path: `${BASE}/ScheduledQueries?queryName=${name}` });
  const found = readInsights(queryShape, body, operation).value.find((query) => query.name === name);
  return found?.queryid ?? null;
}

async function createQuery(context: FeedContext, name: string, query: string): Promise<string> {
  const operation = 'insights.createQuery';
  const answer = await context.insights.call(
    {
      operation,
      method: 'POST',
      path: `${BASE}/ScheduledQueries`,
      body: { Name: name, Description: 'Certifications for Partnergraph, without names', Query: query },
    },
    context.run,
  );
  const created = readInsights(queryShape, answer.body, operation).value[0];
  if (!created) throw unreadable(operation, '/value: expected the query, got nothing');
  return created.queryid;
}

/** The answer's body; that of an empty list for 404, which means that nothing matches. */
async function call(context: FeedContext, source: { operation: string; path: string }): Promise<JsonValue> {
  const answer = await context.insights.call({ ...source, method: 'GET', accepts: [404] }, context.run);
  return answer.status === 404 ? { value: [] } : answer.body;
}

function notOffered(what: string): VendorError {
  return new VendorError({
    vendor: VENDOR,
    kind: 'refused',
    publicMessage: `Microsoft does not offer this sign-in the training report: ${what}`,
    operation: 'insights.datasets',
  });
}
