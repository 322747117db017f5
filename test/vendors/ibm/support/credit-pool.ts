/** The credits of one term as the report writes them, with members replaced. */
export function term(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    billing_option_id: 'JWX986YRGFSHACQUEFOI',
    billing_option_model: '4.0',
    category: 'PLATFORM',
    start_date: '2025-07-01T00:00:00.000Z',
    end_date: '2026-06-30T23:59:59.999Z',
    total_credits: 100_000,
    starting_balance: 40_000,
    used_credits: 1_000.25,
    current_balance: 38_999.75,
    resources: [{ resource_id: 'cloudant' }],
    ...members,
  };
}

/** One pool of the report, with members replaced. */
export function pool(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'PLATFORM',
    billing_unit_id: 'e19fa97c9bb34963a31a2008044d8b59',
    customer_id: 'account-1',
    customer_type: 'ACCOUNT',
    customer_name: 'Example Dairy',
    reseller_id: 'enterprise-2',
    reseller_name: 'Example Networks',
    month: '2026-04',
    currency_code: 'USD',
    term_credits: [term()],
    overage: { cost: 0, resources: [] },
    ...members,
  };
}

/** One page of the report. */
export function report(pools: readonly unknown[], members: Record<string, unknown> = {}): Record<string, unknown> {
  return { rows_count: pools.length, resources: pools, ...members };
}
