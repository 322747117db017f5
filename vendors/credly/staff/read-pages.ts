import { z } from 'zod';
import type { JsonValue } from '../../../platform/records/json.ts';
import type { CallRun } from '../../../platform/vendor/call-run.ts';
import { checkAnswer, unreadable } from '../client/answer-json.ts';
import type { CredlyClient } from '../client/client.ts';

const item = z.custom<JsonValue>((value) => value !== undefined);

/** The envelope of every list [ibm 4]. What is listed may stand in a member of its own (assumed). */
const pageShape = z.object({
  data: z.union([z.array(item), z.object({ badges: z.array(item) }).transform(({ badges }) => badges)], 'a list'),
  metadata: z
    .object({
      current_page: z.int().nullish(),
      total_pages: z.int().nullish(),
      next_page_url: z.string().nullish(),
    })
    .nullish(),
});

/** A list that never ends is a fault of the service. */
const MOST_PAGES = 10_000;

/**
 * Everything on a list, page by page by number; an address that an answer names is never called.
 * @param path without a query
 */
export async function readPages(
  client: CredlyClient,
  call: { readonly operation: string; readonly path: string },
  run: CallRun,
): Promise<JsonValue[]> {
  const { operation, path } = call;
  const items: JsonValue[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.read(operation, `${path}?page=${page}`, run);
    const { data, metadata } = checkAnswer(pageShape, answer, operation);
    const came = metadata?.current_page ?? page;
    if (came !== page) throw unreadable(operation, `/metadata/current_page: expected page ${page}, got another`);
    items.push(...data);
    const isLast = metadata?.total_pages ? page >= metadata.total_pages : !metadata?.next_page_url;
    if (isLast) return items;
    // Going on may never end, and stopping would take what is missing for gone.
    if (data.length === 0) throw unreadable(operation, 'a page before the last one is empty');
  }
  throw unreadable(operation, 'its pages have no end');
}
