import type { SandboxResponse } from '../../../kernel/stand-in.ts';
import type { JsonObject } from '../../common/json.ts';
import type { Route } from '../../common/router.ts';
import { parseInstant, wholeSeconds } from '../../common/time.ts';
import { DATASETS, datasetNamed } from './datasets/catalogue.ts';
import { InsightsError } from './insights-answer.ts';
import { InsightsBody, found } from './insights-call.ts';
import type { InsightsCall } from './insights-call.ts';
import type { StoredQuery } from './insights-store.ts';
import { checkedQuery } from './query/checked-query.ts';
import type { CheckedQuery } from './query/checked-query.ts';
import { QueryError } from './query/query-error.ts';
import { runQuery } from './query/run-query.ts';
import { periodOf } from './query/timespan.ts';
import type { Period } from './query/timespan.ts';

const BASE = '/partnercenter/insights/v1/mpn';
/** Rows that a test of a query answers with. */
const TEST_ROWS = 100;

/** Checks a query text. @throws InsightsError 400 */
export function readQuery(text: string): CheckedQuery {
  try {
    return checkedQuery(text);
  } catch (error) {
    if (error instanceof QueryError) throw new InsightsError(400, error.message);
    throw error;
  }
}

/** Reads the two instants that override a query's TIMESPAN; null when neither came. @throws InsightsError 400 */
export function readPeriod(start: string | null, end: string | null): Period | null {
  if (start === null && end === null) return null;
  const [from, to] = [parseInstant(start ?? ''), parseInstant(end ?? '')];
  if (from === null || to === null || from >= to) {
    throw new InsightsError(400, 'The start and end of the query must both be date-times, the start first.');
  }
  return { from, to };
}

function wireQuery(query: StoredQuery): JsonObject {
  return {
    queryId: query.id,
    name: query.name,
    description: query.description,
    query: query.query,
    type: query.type,
    user: query.user,
    createdTime: wholeSeconds(query.createdAt),
  };
}

function listDatasets(call: InsightsCall): SandboxResponse {
  const asked = call.request.query.get('datasetName');
  const named = asked === null ? null : datasetNamed(asked);
  if (asked !== null && !named) throw new InsightsError(404, `Dataset '${asked}' was not found.`);
  const value = (named ? [named] : DATASETS).map((dataset) => ({
    datasetName: dataset.name,
    selectableColumns: [...dataset.columns],
    availableMetrics: [],
    availableDateRanges: [...dataset.ranges],
    minimumRecurrenceInterval: 4,
  }));
  return found(call, value, 'Dataset fetched successfully');
}

function createQuery(call: InsightsCall): SandboxResponse {
  const { insights } = call.session.tenant;
  const body = new InsightsBody(call.request);
  const [name, text] = [body.text('Name'), body.text('Query')];
  readQuery(text);
  const query: StoredQuery = {
    id: insights.newId('query'),
    name,
    description: body.optionalText('Description') ?? '',
    query: text,
    type: 'userDefined',
    user: call.session.email,
    createdAt: call.world.settings.now(),
  };
  insights.queries.set(query.id, query);
  return found(call, [wireQuery(query)], 'Query created successfully');
}

function listQueries(call: InsightsCall): SandboxResponse {
  const { query: asked } = call.request;
  const [id, name] = [asked.get('queryId'), asked.get('queryName')];
  const onlySystem = asked.get('includeOnlySystemQueries') === 'true';
  // A query that is named by its id is found whatever its type.
  const system = onlySystem || asked.get('includeSystemQueries') === 'true' || id !== null;
  const value = [...call.session.tenant.insights.queries.values()]
    .filter((query) => id === null || query.id === id.toLowerCase())
    .filter((query) => name === null || query.name === name)
    .filter((query) => (query.type === 'system' ? system : !onlySystem));
  if (id !== null && value.length === 0) throw new InsightsError(404, `Query '${id}' was not found.`);
  return found(call, value.map(wireQuery), 'Queries fetched successfully');
}

/** The query of an id. @throws InsightsError 404 */
export function storedQuery(call: InsightsCall, id: string): StoredQuery {
  const query = call.session.tenant.insights.queries.get(id.toLowerCase());
  if (query) return query;
  throw new InsightsError(404, `Query '${id}' was not found.`);
}

function deleteQuery(call: InsightsCall, params: Readonly<Record<string, string>>): SandboxResponse {
  const query = storedQuery(call, params['id'] ?? '');
  if (query.type === 'system') throw new InsightsError(400, 'A system query cannot be deleted.');
  call.session.tenant.insights.queries.delete(query.id);
  return found(call, [wireQuery(query)], 'Query deleted successfully');
}

function testQuery(call: InsightsCall): SandboxResponse {
  const { query: asked } = call.request;
  const [exportQuery, queryId] = [asked.get('exportQuery'), asked.get('queryId')];
  if ((exportQuery === null) === (queryId === null)) throw new InsightsError(400, 'Give exportQuery or queryId.');
  const query = readQuery(exportQuery ?? storedQuery(call, queryId ?? '').query);
  const period = readPeriod(asked.get('startTime'), asked.get('endTime'));
  const rows = runQuery(query, {
    owner: call.session.tenant.insights.owner,
    period: period ?? periodOf(query.timespan, call.world.settings.now()),
    redacted: call.redacted,
  }).slice(0, TEST_ROWS);
  const value = rows.map((row) => Object.fromEntries(query.columns.map((column, at) => [column, row[at] ?? ''])));
  return found(call, value, 'Query tested successfully');
}

/** Datasets and queries. The path of the test comes before that of a query's id. */
export const QUERY_ROUTES: readonly Route<InsightsCall>[] = [
  {
    operation: 'insights.datasets.list',
    method: 'GET',
    path: `${BASE}/ScheduledDataset`,
    write: false,
    handle: listDatasets,
  },
  {
    operation: 'insights.queries.test',
    method: 'GET',
    path: `${BASE}/ScheduledQueries/testQueryResult`,
    write: false,
    handle: testQuery,
  },
  {
    operation: 'insights.queries.list',
    method: 'GET',
    path: `${BASE}/ScheduledQueries`,
    write: false,
    handle: listQueries,
  },
  {
    operation: 'insights.queries.create',
    method: 'POST',
    path: `${BASE}/ScheduledQueries`,
    write: true,
    handle: createQuery,
  },
  {
    operation: 'insights.queries.delete',
    method: 'DELETE',
    path: `${BASE}/ScheduledQueries/:id`,
    write: true,
    handle: deleteQuery,
  },
];
