import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { createErrorPlugin } from '../../../gateway/errors/error-plugin.ts';

type Path = ReadonlyArray<string | number>;

/** Places of the errors that an answer gets whose data lack values at these paths, and no subgraph told why. */
async function placesTold(data: unknown, ...lacking: readonly Path[]): Promise<unknown[]> {
  const listener = await createErrorPlugin().requestDidStart?.({} as never);
  const valueCompletion = lacking.map((path) => ({ message: `Cannot return null at ${path.join('.')}`, path }));
  const singleResult: { errors?: Array<{ path: Path }> } = { data, extensions: { valueCompletion } } as object;
  const response = { body: { kind: 'single', singleResult } };
  const contextValue = { log: pino({ level: 'silent' }), requestId: 'r' };
  await listener?.willSendResponse?.({ response, contextValue } as never);
  return (response.body.singleResult.errors ?? []).map(({ path }) => path);
}

describe('an entity of which its owner gives nothing', () => {
  test('is a plain null where it may be null', async () => {
    const data = { deals: [{ membership: null }, { membership: { program: 'p' } }] };
    expect(await placesTold(data, ['deals', 0, 'membership', 'program'])).toEqual([]);
  });

  test.each<[string, unknown, Path]>([
    ['it takes what it stands in with it', { deals: [null] }, ['deals', 0, 'partner', 'name']],
    ['it takes the whole list with it', { deals: [{ team: null }] }, ['deals', 0, 'team', 1, 'name']],
    ['it takes the whole answer with it', null, ['viewer', 'name']],
    ['a list has a null for one of its elements', { deals: null }, ['deals', 0]],
    ['a root field is missing', { deals: null }, ['deals']],
  ])('is an error where %s', async (_title, data, path) => {
    expect(await placesTold(data, path)).toEqual([path]);
  });

  test('is told of only where it is one', async () => {
    const [seen, unseen]: Path[] = [
      ['deals', 0, 'membership', 'program'],
      ['deals', 1, 'partner', 'name'],
    ];
    expect(await placesTold({ deals: [{ membership: null }, null] }, seen ?? [], unseen ?? [])).toEqual([unseen]);
  });
});
