import type { CatalogCertification } from '../../../platform/rules/program-rules.ts';
import { addMonths } from '../progress/days.ts';
import type { CertificationFact, Standing } from '../standing/standing.ts';
import type { AssumedCertification, CheckedInput } from './check-input.ts';

/** What a vendor's rules know of certifications, by vendor. */
export type Catalogs = ReadonlyMap<string, readonly CatalogCertification[]>;

/** The certification that a code means; without a name for one that no rule knows. */
export function assumedFact(assumed: AssumedCertification, catalogs: Catalogs): CertificationFact {
  const known = catalogs.get(assumed.vendor)?.find(({ code }) => code === assumed.code);
  const months = known?.validMonths ?? null;
  return {
    id: `assumed ${assumed.person} ${assumed.code} ${assumed.by}`,
    personId: assumed.person,
    connectionId: 'assumed',
    code: assumed.code,
    name: known?.name ?? null,
    level: known?.level ?? null,
    from: assumed.by,
    to: months === null ? null : addMonths(assumed.by, months),
    counts: true,
  };
}

/** A standing as it would be: with the exams passed and the money made, and without those who leave. */
export function assume(standing: Standing, input: CheckedInput, catalogs: Catalogs): Standing {
  const { vendorId } = standing;
  const passed = input.certifications.filter(({ vendor }) => vendor === vendorId);
  const certifications = [...standing.certifications, ...passed.map((one) => assumedFact(one, catalogs))];
  return {
    ...standing,
    certifications: certifications.filter(({ personId }) => !input.leavers.has(personId)),
    assumedRevenue: input.revenue
      .filter(({ vendor }) => vendor === vendorId)
      .map(({ amount, currency, by }) => ({ amount, currency, on: by })),
  };
}
