import { beforeEach, describe, expect, test } from '@jest/globals';
import { startCallRun, type CallRun } from '../../../platform/vendor/call-run.ts';
import { TokenKeeper, type FreshToken } from '../../../platform/vendor/token-keeper.ts';
import { TestClock } from '../../subgraphs/support/test-clock.ts';

const HOUR = 3_600_000;

let clock: TestClock;
let asked: CallRun[];
let answers: Array<(token: FreshToken | Error) => void>;
let keeper: TokenKeeper;

beforeEach(() => {
  clock = new TestClock();
  asked = [];
  answers = [];
  keeper = new TokenKeeper(clock, (run) => {
    asked.push(run);
    return new Promise((resolve, reject) => {
      answers.push((token) => (token instanceof Error ? reject(token) : resolve(token)));
    });
  });
});

const run = (signal = new AbortController().signal): CallRun => startCallRun(signal);

async function sign(accessToken: string, lifeMs = HOUR): Promise<string> {
  const token = keeper.get(run());
  answers.at(-1)?.({ accessToken, lifeMs });
  return token;
}

describe("a session's token", () => {
  test('is asked for once, whoever needs it at the same time', async () => {
    const both = [keeper.get(run()), keeper.get(run())];
    answers[0]?.({ accessToken: 'one', lifeMs: HOUR });
    expect(await Promise.all(both)).toEqual(['one', 'one']);
    expect(await keeper.get(run())).toBe('one');
    expect(asked).toHaveLength(1);
  });

  test('is asked for again a minute before it runs out', async () => {
    expect(await sign('one')).toBe('one');
    clock.advance(HOUR - 60_001);
    expect(await keeper.get(run())).toBe('one');
    clock.advance(1);
    expect(await sign('two')).toBe('two');
  });

  test('is asked for again once it was refused, and not for a refusal of the one before', async () => {
    await sign('one');
    keeper.drop('one');
    expect(await sign('two')).toBe('two');
    keeper.drop('one');
    expect(await keeper.get(run())).toBe('two');
  });

  test('is waited for no longer than the run lasts, and then is there for others', async () => {
    const stop = new AbortController();
    const stopped = keeper.get(run(stop.signal));
    const other = keeper.get(run());
    stop.abort(new Error('enough'));
    await expect(stopped).rejects.toThrow('enough');
    answers[0]?.({ accessToken: 'one', lifeMs: HOUR });
    expect(await other).toBe('one');
  });

  test('that could not be got is asked for anew', async () => {
    const failed = keeper.get(run());
    answers[0]?.(new Error('refused'));
    await expect(failed).rejects.toThrow('refused');
    expect(await sign('two')).toBe('two');
  });
});
