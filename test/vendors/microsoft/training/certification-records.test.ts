import { describe, expect, test } from '@jest/globals';
import type { CertificationRecord } from '../../../../platform/records/records.ts';
import { isMalformed } from '../../../../platform/vendor/contract.ts';
import { toCertificationItems } from '../../../../vendors/microsoft/training/certification-records.ts';
import { holderKey } from '../../../../vendors/microsoft/training/holder-key.ts';
import { queryText } from '../../../../vendors/microsoft/training/training-query.ts';
import { readTrainingRows } from '../../../../vendors/microsoft/training/training-rows.ts';
import { readCsv } from '../../../../vendors/microsoft/wire/csv.ts';

const HEADER = 'MPNId,TrainingTitle,TrainingType,TrainingCompletionDate,ExpirationDate,ActivationStatus,MCPID';
const ROW = '1234567,Azure Administrator,Certification,2025-06-01T00:00:00,2026-06-01T00:00:00,Active,990001';

function read(lines: readonly string[], connectionId = 'connection-1', header = HEADER) {
  const table = readCsv(Buffer.from([header, ...lines].join('\n')), 'insights.download');
  const reader = { connectionId, today: '2026-04-15' };
  return toCertificationItems(readTrainingRows(table, 'insights.download'), reader, table.width);
}

function records(lines: readonly string[], connectionId?: string): CertificationRecord[] {
  return read(lines, connectionId).flatMap((item) => (isMalformed(item) ? [] : [item.record as CertificationRecord]));
}

function problems(lines: readonly string[]): string[] {
  return read(lines).flatMap((item) =>
    isMalformed(item) ? [`${item.malformed.path}: ${item.malformed.problem}`] : [],
  );
}

describe('certifications from the training report', () => {
  test('carry title and dates, and a holder without name or number', () => {
    const [item] = read([ROW]);
    expect(item).toEqual({
      record: {
        kind: 'certification',
        remoteId: expect.stringMatching(/^[0-9a-f]{32}$/),
        remoteUrl: null,
        remoteVersion: null,
        remoteUpdatedAt: null,
        name: 'Azure Administrator',
        code: null,
        level: null,
        purpose: 'UNKNOWN',
        issuedOn: '2025-06-01',
        expiresOn: '2026-06-01',
        revoked: false,
        verifyUrl: null,
        holder: { key: holderKey('connection-1', '990001'), name: null, email: null },
      },
      payload: {
        MPNId: '1234567',
        TrainingTitle: 'Azure Administrator',
        TrainingType: 'Certification',
        TrainingCompletionDate: '2025-06-01T00:00:00',
        ExpirationDate: '2026-06-01T00:00:00',
        ActivationStatus: 'Active',
      },
    });
    expect(JSON.stringify(item)).not.toContain('990001');
  });

  test('columns that nobody asked for are not kept', () => {
    const items = read([`${ROW},Ada,ada@partner.example`], 'connection-1', `${HEADER},IndividualFirstName,Email`);
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toMatch(/Ada|ada@/);
  });

  test('one person keeps one key within a connection and has another in every other', () => {
    const other = ROW.replace('Azure Administrator', 'Security Engineer');
    const [first, second] = records([ROW, other]);
    expect(second?.holder.key).toBe(first?.holder.key);
    expect(second?.remoteId).not.toBe(first?.remoteId);
    expect(records([ROW], 'connection-2')[0]?.holder.key).not.toBe(first?.holder.key);
    expect(records([ROW.replace('990001', '990002')])[0]?.holder.key).not.toBe(first?.holder.key);
  });

  test('the same attainment listed for two locations counts once, and a later one again', () => {
    const twin = ROW.replace('1234567', '7654321');
    const renewed = ROW.replace('2025-06-01T', '2024-06-01T');
    expect(records([ROW, twin, renewed])).toHaveLength(2);
  });

  test('a renewal that moves the expiry is the same record', () => {
    const [before] = records([ROW]);
    const [after] = records([ROW.replace('2026-06-01', '2027-06-01')]);
    expect(after?.remoteId).toBe(before?.remoteId);
    expect(after?.expiresOn).toBe('2027-06-01');
  });

  test('passed exams are left out', () => {
    expect(read([ROW.replace('Certification', 'Exam')])).toEqual([]);
  });

  test.each([
    ['Inactive', '2026-06-01', true],
    ['inactive', '', true],
    ['Inactive', '2026-04-14', false],
    ['Active', '2026-06-01', false],
    ['Something new', '2026-06-01', false],
  ])('"%s" and expiring on "%s": revoked is %s', (status, expires, revoked) => {
    const row = `1,T,Certification,2025-06-01,${expires},${status},990001`;
    expect(records([row])[0]?.revoked).toBe(revoked);
  });

  test.each(['', '0001-01-01T00:00:00', '9999-12-31T23:59:59'])('an expiry of "%s" is none', (expires) => {
    expect(records([`1,T,Certification,2025-06-01 00:00:00,${expires},Active,990001`])[0]).toMatchObject({
      issuedOn: '2025-06-01',
      expiresOn: null,
    });
  });

  test.each([
    ['1,,Certification,2025-06-01,,Active,990001', '/TrainingTitle: expected a title, got nothing'],
    ['1,T,Webinar,2025-06-01,,Active,990001', '/TrainingType: expected Certification or Exam, got another text'],
    ['1,T,Certification,6/1/2025,,Active,990001', '/TrainingCompletionDate: expected an ISO 8601 date, got text'],
    ['1,T,Certification,2025-06-01,soon,Active,990001', '/ExpirationDate: expected an ISO 8601 date, got text'],
    ['1,T,Certification,2025-06-01,,Active,', '/MCPID: expected a number of a person, got nothing'],
    ['1,T,Certification', ': expected 7 cells, got 3 cells'],
  ])('%s is reported, and the next row still read', (row, problem) => {
    expect(problems([row, ROW])).toEqual([problem]);
    expect(records([row, ROW])).toHaveLength(1);
  });

  test('a report without a needed column is refused as a whole', () => {
    expect(() => read([], 'c', 'TrainingTitle,TrainingType')).toThrow(
      'the file has no column TrainingCompletionDate, ExpirationDate, MCPID',
    );
  });
});

describe('the query behind the report', () => {
  test('selects no name and no address, and everything since ever', () => {
    expect(queryText({ datasetname: 'TrainingCompletions' })).toBe(
      'SELECT TrainingTitle, TrainingType, TrainingCompletionDate, ExpirationDate, ActivationStatus, MPNId, MCPID ' +
        'FROM TrainingCompletions TIMESPAN LIFETIME',
    );
  });

  test('takes only what the dataset offers today', () => {
    const selectablecolumns = [
      'trainingtitle',
      'TrainingType',
      'TrainingCompletionDate',
      'ExpirationDate',
      'MCPID',
      'Email',
    ];
    expect(
      queryText({ datasetname: 'x', selectablecolumns, availabledateranges: ['LAST_6_MONTHS', 'last_1_year'] }),
    ).toBe(
      'SELECT TrainingTitle, TrainingType, TrainingCompletionDate, ExpirationDate, MCPID FROM TrainingCompletions TIMESPAN LAST_1_YEAR',
    );
  });

  test('says which column it can not do without', () => {
    expect(() => queryText({ datasetname: 'x', selectablecolumns: ['TrainingTitle'] })).toThrow(
      'no column TrainingType, TrainingCompletionDate, ExpirationDate, MCPID',
    );
  });
});
