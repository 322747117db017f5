import { startWireServer, type WireServer } from './wire-server.ts';

const EMPTY_LISTS: Readonly<Record<string, object>> = {
  ListPartners: { PartnerSummaryList: [], NextToken: null },
  ListProgramManagementAccounts: { items: [], nextToken: null },
  ListBenefits: { BenefitSummaries: [], NextToken: null },
  ListBenefitAllocations: { BenefitAllocationSummaries: [], NextToken: null },
  ListBenefitApplications: { BenefitApplicationSummaries: [], NextToken: null },
  ListOpportunities: { OpportunitySummaries: [], NextToken: null },
  ListEngagementInvitations: { EngagementInvitationSummaries: [], NextToken: null },
};

/** An AWS that answers every list with nothing, for the length of the work. */
export async function withEmptyAws(work: (url: string, server: WireServer) => Promise<void>): Promise<void> {
  const server = await startWireServer();
  for (const [operation, body] of Object.entries(EMPTY_LISTS)) server.on(operation, () => ({ body }));
  try {
    await work(server.url, server);
  } finally {
    await server.close();
  }
}
