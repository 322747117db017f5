import type { MembershipRecord, PulledRecord, VendorRecord } from '../../../../platform/records/records.ts';
import {
  isMalformed,
  type ProgramFacts,
  type PulledItem,
  type VendorWorkshop,
} from '../../../../platform/vendor/contract.ts';
import { ALL_WORKSHOPS } from '../../../../vendors/registry.ts';
import { canonical, type Reading } from './reading.ts';

type Of<K extends VendorRecord['kind']> = Extract<VendorRecord, { kind: K }>;

function recordsOf<K extends VendorRecord['kind']>(readings: readonly Reading[], kind: K): Array<Of<K>> {
  return readings
    .flatMap(({ records }) => records)
    .map(({ record }) => record)
    .filter((record): record is Of<K> => record.kind === kind);
}

/** Records that carry the identifier of another and are not equal to it. */
export function clashingIds(readings: readonly Reading[]): string[] {
  const known = new Map<string, PulledRecord>();
  return readings
    .flatMap(({ records }) => records)
    .flatMap((pulled) => {
      const key = `${pulled.record.kind} ${pulled.record.remoteId}`;
      const before = known.get(key);
      known.set(key, pulled);
      return before === undefined || canonical(before) === canonical(pulled) ? [] : [key];
    });
}

/** Memberships that stand for the same as another one: the same program, portfolio, distributor and owner. */
export function clashingMemberships(readings: readonly Reading[]): string[] {
  const places = readings
    .flatMap(({ records }): readonly PulledItem[] => records)
    .flatMap((item) => {
      if (isMalformed(item) || item.record.kind !== 'membership') return [];
      const { program, portfolio, distributor, remoteId } = item.record;
      const of = [distributor?.scheme, distributor?.value, item.owner?.scheme, item.owner?.value];
      return [{ place: [program, portfolio, ...of].map((part) => part ?? '').join('/'), remoteId }];
    });
  return [...Map.groupBy(places, ({ place }) => place)].flatMap(([place, found]) =>
    new Set(found.map(({ remoteId }) => remoteId)).size > 1 ? [place] : [],
  );
}

function programsOf(workshop: VendorWorkshop, vendor: string | undefined): readonly ProgramFacts[] {
  const own = ALL_WORKSHOPS.find(({ facts }) => facts.id === (vendor ?? workshop.facts.id));
  return own?.facts.programs ?? [];
}

function membershipFaults(record: MembershipRecord, program: ProgramFacts): string[] {
  const { tier, portfolio } = record;
  const known = tier === null || program.tiers.some((candidate) => candidate.code === tier);
  const listed = portfolio === null || program.portfolios.includes(portfolio);
  return [
    ...(known ? [] : [`tier ${tier}: not in the facts of ${program.code}`]),
    ...(listed ? [] : [`portfolio ${portfolio}: not in the facts of ${program.code}`]),
  ];
}

/** Codes of programs, tiers and portfolios that the facts of the vendor do not have. */
export function unknownCodes(workshop: VendorWorkshop, readings: readonly Reading[]): string[] {
  return readings.flatMap(({ feed, records }) => {
    const programs = programsOf(workshop, feed.vendor);
    return records.flatMap(({ record }) => {
      const code = 'program' in record ? record.program : null;
      if (code === null) return [];
      const program = programs.find((candidate) => candidate.code === code);
      if (program === undefined) return [`${record.kind} ${record.remoteId}: program ${code}: not in the facts`];
      return record.kind === 'membership' ? membershipFaults(record, program) : [];
    });
  });
}

/** Deals of a program that the same connection has no membership in. */
export function withoutMembership(readings: readonly Reading[]): string[] {
  const programs = new Set(recordsOf(readings, 'membership').map(({ program }) => program));
  return recordsOf(readings, 'deal')
    .filter(({ program }) => program !== null && !programs.has(program))
    .map(({ remoteId, program }) => `deal ${remoteId}: no membership in ${program}`);
}

/** Requests for funds on a benefit that the same connection does not have. */
export function withoutBenefit(readings: readonly Reading[]): string[] {
  const benefits = new Set(recordsOf(readings, 'benefit').map(({ remoteId }) => remoteId));
  return recordsOf(readings, 'fundRequest')
    .filter(({ benefitRemoteId }) => !benefits.has(benefitRemoteId))
    .map(({ remoteId, benefitRemoteId }) => `fundRequest ${remoteId}: no benefit ${benefitRemoteId}`);
}
