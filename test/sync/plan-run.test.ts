import { describe, expect, test } from '@jest/globals';
import { planRun, type FeedState, type PlanOptions } from '../../sync/pull/feed-state.ts';
import { feed } from './support/script.ts';

const NOW = new Date('2026-06-15T12:00:00.000Z');
const RUN = '01890000-0000-7000-8000-000000000001';
const OPTIONS: PlanOptions = { now: NOW, fullEveryMs: 86_400_000, fullRequested: false };

function state(told: Partial<FeedState> = {}): FeedState {
  return {
    connection_id: 'c',
    partner_id: 'p',
    vendor_id: 'alpha',
    feed: 'badges',
    area: 'CERTIFICATION',
    watermark: 'w1',
    resume: null,
    resume_run: null,
    resume_full: null,
    last_attempt_at: NOW,
    last_success_at: NOW,
    last_full_at: new Date(NOW.getTime() - 86_399_999),
    failure_code: null,
    failure_message: null,
    retry_at: null,
    ...told,
  };
}

const unfinished = (full: boolean): FeedState => state({ resume: 'r1', resume_run: RUN, resume_full: full });

describe('how a run begins', () => {
  const ALL = { full: true, since: null, resumeFrom: null };
  const SOME = { full: false, since: 'w1', resumeFrom: null };

  test.each<[string, FeedState | null, Partial<PlanOptions>, object]>([
    ['the first time: everything', null, {}, ALL],
    ['after a complete run: what changed since its watermark', state(), {}, SOME],
    [
      'when the last full run is a day ago: everything',
      state({ last_full_at: new Date(NOW.getTime() - 86_400_000) }),
      {},
      ALL,
    ],
    ['when everything was never read: everything', state({ last_full_at: null }), {}, ALL],
    ['when the feed gave no watermark: everything', state({ watermark: null }), {}, ALL],
    ['when a person asked for everything: everything', state(), { fullRequested: true }, ALL],
    ['after a failure without a place to go on from: as before it', state({ failure_code: 'UNREACHABLE' }), {}, SOME],
  ])('%s', (_title, before, options, expected) => {
    const plan = planRun(feed(), before, { ...OPTIONS, ...options });
    expect(plan).toMatchObject(expected);
    expect(plan.runId).not.toBe(RUN);
  });

  test.each<[string, FeedState, Partial<PlanOptions>, object]>([
    [
      'of what changed: goes on under its name, from its place, since the same watermark',
      unfinished(false),
      {},
      { full: false, since: 'w1' },
    ],
    ['of everything: goes on under its name and from its place', unfinished(true), {}, { full: true, since: null }],
    [
      'of everything goes on also when everything is asked for',
      unfinished(true),
      { fullRequested: true },
      { full: true, since: null },
    ],
    [
      'is finished first, also when a full run would be due',
      { ...unfinished(false), last_full_at: null },
      {},
      { full: false, since: 'w1' },
    ],
  ])('after an unfinished run %s', (_title, before, options, expected) => {
    expect(planRun(feed(), before, { ...OPTIONS, ...options })).toEqual({ runId: RUN, resumeFrom: 'r1', ...expected });
  });

  test('after an unfinished run of what changed begins anew when everything is asked for: it would not bring that', () => {
    const plan = planRun(feed(), unfinished(false), { ...OPTIONS, fullRequested: true });
    expect(plan).toMatchObject(ALL);
    expect(plan.runId).not.toBe(RUN);
  });

  test('always reads everything of a feed that knows no other way', () => {
    expect(planRun(feed('badges', { mode: 'full' }), state(), OPTIONS)).toMatchObject(ALL);
  });

  test('has a name of its own each time', () => {
    expect(planRun(feed(), null, OPTIONS).runId).not.toBe(planRun(feed(), null, OPTIONS).runId);
  });
});
