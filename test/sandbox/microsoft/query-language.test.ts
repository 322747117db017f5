import { describe, expect, test } from '@jest/globals';
import { checkedQuery } from '../../../sandbox/microsoft/partnercenter/insights/query/checked-query.ts';
import { parseQuery } from '../../../sandbox/microsoft/partnercenter/insights/query/parse-query.ts';
import { QueryError } from '../../../sandbox/microsoft/partnercenter/insights/query/query-error.ts';
import { runQuery } from '../../../sandbox/microsoft/partnercenter/insights/query/run-query.ts';
import { periodOf } from '../../../sandbox/microsoft/partnercenter/insights/query/timespan.ts';

const NOW = Date.parse('2026-04-02T10:15:03Z');
const OWNER = {
  seed: 1,
  index: 1,
  name: 'Alpenrand Systems GmbH',
  domain: 'alpenrand.example',
  country: 'DE',
  mpnId: '4000001',
  startedAt: NOW,
};

function rowsOf(text: string, redacted = false): string[][] {
  const query = checkedQuery(text);
  return runQuery(query, { owner: OWNER, period: periodOf(query.timespan, NOW), redacted });
}

describe('the report query language', () => {
  test('is read with all its clauses, whatever the letter case', () => {
    const text =
      "select distinct trainingtitle, MPNId from trainingcompletions where TrainingType = 'Exam' and MCPID not in ('1', '2') " +
      "and TrainingTitle like 'AZ%' order by TrainingTitle asc, MPNId limit 5 timespan lifetime";
    expect(parseQuery(text)).toEqual({
      distinct: true,
      columns: ['trainingtitle', 'MPNId'],
      dataset: 'trainingcompletions',
      conditions: [
        { column: 'TrainingType', operator: '=', values: ['Exam'] },
        { column: 'MCPID', operator: 'NOT IN', values: ['1', '2'] },
        { column: 'TrainingTitle', operator: 'LIKE', values: ['AZ%'] },
      ],
      order: [
        { column: 'TrainingTitle', descending: false },
        { column: 'MPNId', descending: true },
      ],
      limit: 5,
      timespan: 'LIFETIME',
    });
    expect(checkedQuery(text).columns).toEqual(['TrainingTitle', 'MPNId']);
  });

  test.each([
    ['SELECT TrainingTitle FROM Nowhere', "Dataset 'Nowhere'"],
    ['SELECT Shoe FROM TrainingCompletions', "Column 'Shoe'"],
    ['SELECT * FROM TrainingCompletions', 'Nothing understood'],
    ["SELECT MPNId FROM TrainingCompletions WHERE Shoe = '1'", "Column 'Shoe'"],
    ["SELECT MPNId FROM TrainingCompletions WHERE MPNId = '1' OR MPNId = '2'", "'OR' was not expected"],
    ['SELECT MPNId FROM TrainingCompletions GROUP BY MPNId', "'GROUP' was not expected"],
    ['SELECT MPNId FROM TrainingCompletions TIMESPAN LAST_WEEK', "TIMESPAN 'LAST_WEEK'"],
    ['SELECT MPNId FROM TrainingCompletions TIMESPAN TODAY', "TIMESPAN 'TODAY' is not offered"],
    ['SELECT MPNId FROM TrainingCompletions TIMESPAN LIFETIME LIMIT 5', "'LIMIT' was not expected"],
    ['SELECT MPNId FROM TrainingCompletions LIMIT 0', 'LIMIT'],
    ["SELECT MPNId FROM TrainingCompletions WHERE MPNId ~ '1'", 'Nothing understood'],
    ['SELECT FROM TrainingCompletions', "Expected FROM, got 'TrainingCompletions'"],
  ])('refuses %s', (text, reason) => {
    expect(() => checkedQuery(text)).toThrow(QueryError);
    expect(() => checkedQuery(text)).toThrow(reason);
  });

  test('answers only the selected columns, in their order', () => {
    const rows = rowsOf(
      "SELECT TrainingType, MCPID FROM TrainingCompletions WHERE TrainingType = 'Exam' TIMESPAN LIFETIME",
    );
    expect(rows.length).toBe(7);
    expect(rows.every((row) => row.length === 2 && row[0] === 'Exam' && /^99\d{7}$/.test(row[1] ?? ''))).toBe(true);
  });

  test('looks back six months when no time span is given', () => {
    const all = rowsOf('SELECT TrainingTitle FROM TrainingCompletions TIMESPAN LIFETIME');
    const recent = rowsOf('SELECT TrainingTitle FROM TrainingCompletions');
    expect(all.length).toBe(20);
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.length).toBeLessThan(all.length);
  });

  test('orders descending unless told otherwise, compares, matches patterns, drops doubles and limits', () => {
    const titles = (text: string) => rowsOf(text).map(([title]) => title ?? '');
    const base = 'SELECT DISTINCT TrainingTitle FROM TrainingCompletions';
    const descending = titles(`${base} ORDER BY TrainingTitle TIMESPAN LIFETIME`);
    expect(descending).toEqual(titles(`${base} ORDER BY TrainingTitle ASC TIMESPAN LIFETIME`).toReversed());
    expect(new Set(descending).size).toBe(descending.length);
    expect(titles(`${base} WHERE TrainingTitle LIKE '%fundamentals' TIMESPAN LIFETIME`)).toHaveLength(3);
    expect(titles(`${base} WHERE TrainingTitle NOT LIKE '%:%' TIMESPAN LIFETIME`)).toHaveLength(0);
    expect(titles(`${base} ORDER BY TrainingTitle LIMIT 2 TIMESPAN LIFETIME`)).toEqual(descending.slice(0, 2));
    const late = rowsOf(
      "SELECT ExpirationDate FROM TrainingCompletions WHERE ExpirationDate >= '2026-04-02' TIMESPAN LIFETIME",
    );
    expect(late.every(([date]) => (date ?? '') >= '2026-04-02')).toBe(true);
    expect(late).toHaveLength(8);
  });

  test('empties personal columns for whom they are hidden', () => {
    const text =
      'SELECT IndividualLastName, Email, CorpEmail, TrainingTitle FROM TrainingCompletions LIMIT 1 TIMESPAN LIFETIME';
    const [open] = rowsOf(text);
    expect(open?.[1]).toMatch(/@mail\.example$/);
    expect(open?.[2]).toMatch(/@alpenrand\.example$/);
    expect(rowsOf(text, true)[0]?.slice(0, 3)).toEqual(['', '', '']);
  });

  test('knows every documented time span', () => {
    expect(periodOf('YESTERDAY', NOW)).toEqual({ from: Date.UTC(2026, 3, 1), to: Date.UTC(2026, 3, 2) });
    expect(periodOf('LAST_MONTH', NOW)).toEqual({ from: Date.UTC(2026, 2, 1), to: Date.UTC(2026, 3, 1) });
    expect(periodOf('LAST_6_MONTHS', NOW).from).toBe(Date.UTC(2025, 9, 2));
    expect(periodOf('LAST_7_DAYS', NOW).from).toBe(NOW - 7 * 86_400_000);
    expect(periodOf('LIFETIME', NOW).from).toBe(Number.NEGATIVE_INFINITY);
  });
});
