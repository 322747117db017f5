import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { altered } from '../../support/altered.ts';
import { startAws, type AwsSandbox } from '../support/aws-sandbox.ts';
import { rawCall } from '../support/raw-call.ts';

interface Page {
  readonly ids: string[];
  readonly next: string | null;
}

describe('pages', () => {
  let aws: AwsSandbox;
  beforeAll(async () => {
    aws = await startAws({ dealsPerPartner: 50 });
  });
  afterEach(() => aws.control('DELETE', 'faults'));
  afterAll(() => aws.close());

  async function page(input: Record<string, unknown>): Promise<Page> {
    const { status, body } = await rawCall(aws, 'selling', 'ListOpportunities', { Catalog: 'AWS', ...input });
    if (status !== 200) throw new Error(JSON.stringify(body));
    const summaries = body?.['OpportunitySummaries'] as Array<{ Id: string }>;
    return { ids: summaries.map(({ Id }) => Id), next: body?.['NextToken'] as string | null };
  }

  async function pages(input: Record<string, unknown>): Promise<Page[]> {
    const all = [await page(input)];
    for (let next = all[0]?.next; next; next = all.at(-1)?.next) all.push(await page({ ...input, NextToken: next }));
    return all;
  }

  /** The first page that has items; an empty one may come before it. */
  async function firstWithItems(input: Record<string, unknown>): Promise<Page> {
    const first = await page(input);
    return first.ids.length > 0 ? first : page({ ...input, NextToken: first.next });
  }

  async function refusal(input: Record<string, unknown>): Promise<unknown> {
    const { status, body } = await rawCall(aws, 'selling', 'ListOpportunities', { Catalog: 'AWS', ...input });
    const [error] = (body?.['ErrorList'] ?? []) as Array<{ FieldName: string }>;
    return [status, body?.['Reason'], error?.FieldName];
  }
  const REFUSED = [400, 'REQUEST_VALIDATION_FAILED', 'nextToken'];

  test('hold as many items as asked for, 20 when nothing is asked', async () => {
    expect((await firstWithItems({})).ids).toHaveLength(20);
    expect((await firstWithItems({ MaxResults: 3 })).ids).toHaveLength(3);
  });

  test('cover every item once, whatever their size; the last one has no token', async () => {
    for (const MaxResults of [1, 7, 50, 100]) {
      const all = await pages({ MaxResults });
      expect(new Set(all.flatMap(({ ids }) => ids)).size).toBe(50);
      expect(all.flatMap(({ ids }) => ids)).toHaveLength(50);
      expect(all.at(-1)?.next).toBeNull();
    }
  });

  test('are empty now and then although more items follow, in the same places in every run', async () => {
    const shape = (all: Page[]): number[] => all.map(({ ids }) => ids.length);
    const first = shape(await pages({ MaxResults: 1 }));
    expect(first.filter((count) => count === 0).length).toBeGreaterThan(0);
    expect(first.at(-1)).toBe(1);
    expect(shape(await pages({ MaxResults: 1 }))).toEqual(first);
  });

  test('go on where they were when the size changes on the way', async () => {
    const first = await firstWithItems({ MaxResults: 3 });
    const rest = await pages({ MaxResults: 100, NextToken: first.next });
    const ids = [...first.ids, ...rest.flatMap((each) => each.ids)];
    expect(new Set(ids).size).toBe(50);
  });

  test("a token is good for its own query only, and not for another account's", async () => {
    const { next } = await firstWithItems({ MaxResults: 3 });
    expect(await refusal({ NextToken: next, LifeCycleStage: ['Launched'] })).toEqual(REFUSED);
    expect(await refusal({ NextToken: next, Sort: { SortBy: 'Identifier', SortOrder: 'ASCENDING' } })).toEqual(REFUSED);
    expect(await refusal({ NextToken: 'AAMA-EFRSabc' })).toEqual(REFUSED);
    expect(await refusal({ NextToken: altered(next ?? '') })).toEqual(REFUSED);
    expect(next).toMatch(/^AAMA-EFRS[\w-]+$/u);
  });

  test('expired tokens are unknown; a new run from the beginning works', async () => {
    const { next } = await firstWithItems({ MaxResults: 3 });
    await aws.control('PUT', 'faults', { expireTokens: true });
    expect(await refusal({ MaxResults: 3, NextToken: next })).toEqual(REFUSED);
    expect((await pages({ MaxResults: 30 })).flatMap(({ ids }) => ids)).toHaveLength(50);
  });

  test('a deal that changes while it is listed may come twice, and none is skipped', async () => {
    const Sort = { SortBy: 'LastModifiedDate', SortOrder: 'ASCENDING' };
    const first = await firstWithItems({ MaxResults: 10, Sort });
    const change = { type: 'opportunity', account: aws.account().accountId, id: first.ids[0], set: {} };
    await aws.control('POST', 'records', change);
    const rest = await pages({ MaxResults: 10, Sort, NextToken: first.next });
    const ids = [...first.ids, ...rest.flatMap((each) => each.ids)];
    expect(new Set(ids).size).toBe(50);
    expect(ids.filter((id) => id === first.ids[0])).toHaveLength(2);
  });

  test('the fault repeats each page before the next one comes', async () => {
    await aws.control('PUT', 'faults', { duplicatePages: true });
    const full = (await pages({ MaxResults: 20 })).filter(({ ids }) => ids.length > 0);
    expect(full.map(({ ids }) => ids.length)).toEqual([20, 20, 20, 20, 10]);
    expect(full[1]?.ids).toEqual(full[0]?.ids);
    expect(full[3]?.ids).toEqual(full[2]?.ids);
    expect(new Set(full.flatMap(({ ids }) => ids)).size).toBe(50);
  });
});
