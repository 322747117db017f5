import type { VendorOverrides } from '../sync/pull/open-session.ts';

/** Where the vendors' stand-ins are, below a sandbox's address: the endpoints that configuration would name. */
export function sandboxOverrides(origin: string): VendorOverrides {
  const aws = `${origin}/aws/`;
  const cisco = `${origin}/cisco`;
  const ibm = `${origin}/ibm`;
  const microsoft = `${origin}/microsoft`;
  return {
    endpoints: {
      aws: { selling: aws, benefits: aws, account: aws, channel: aws },
      cisco: { login: cisco, deals: cisco, dfm: cisco, commerce: cisco },
      ibm: { iam: ibm, partner: ibm },
      microsoft: {
        login: `${microsoft}/login`,
        partner: `${microsoft}/partner`,
        partnercenter: `${microsoft}/partnercenter`,
      },
    },
    downloadHosts: { microsoft: [new URL(origin).hostname] },
  };
}
