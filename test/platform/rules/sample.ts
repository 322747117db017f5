/** A requirement that counts people, as it stands in a file. */
export function headcountJson(told: object = {}): object {
  return {
    key: 'technical-certified',
    label: 'Technical people',
    kind: 'CERTIFIED_HEADCOUNT',
    quantity: { value: '2', source: 'A guide of 2026', confidence: 'HIGH' },
    unit: 'people',
    measure: { by: 'CERTIFICATIONS', accepts: { names: ['Alpha Certified*'] } },
    ...told,
  };
}

/** A file's rules of one program with one tier. */
export function rulesJson(requirements: readonly object[], told: object = {}): object {
  return {
    program: 'main',
    version: '2026-07',
    effectiveFrom: '2026-07-01',
    source: 'A guide of 2026',
    rulesOfEngagement: null,
    tiers: [{ tier: 'silver', portfolio: null, requirements, benefits: [], unknown: [] }],
    ...told,
  };
}
