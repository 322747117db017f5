import type { VendorOverrides } from '../sync/pull/open-session.ts';

/** Where the vendors' stand-ins are, below a sandbox's address: the endpoints that configuration would name. */
export function sandboxOverrides(origin: string): VendorOverrides {
  const aws = `${origin}/aws/`;
  const cisco = `${origin}/cisco`;
  const credly = `${origin}/credly`;
  const ibm = `${origin}/ibm`;
  const ingram = `${origin}/ingram`;
  const microsoft = `${origin}/microsoft`;
  return {
    endpoints: {
      aws: { selling: aws, benefits: aws, account: aws, channel: aws },
      cisco: { login: cisco, deals: cisco, dfm: cisco, commerce: cisco },
      credly: { token: `${credly}/oauth/token`, api: `${credly}/v1` },
      ibm: { iam: ibm, partner: ibm },
      ingram: { token: `${ingram}/oauth/oauth30/token`, api: ingram },
      microsoft: {
        login: `${microsoft}/login`,
        partner: `${microsoft}/partner`,
        partnercenter: `${microsoft}/partnercenter`,
      },
    },
    downloadHosts: { microsoft: [new URL(origin).hostname] },
  };
}
