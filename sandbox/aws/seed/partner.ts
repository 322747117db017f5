import type { JsonObject } from '../json.ts';
import { ownArn } from '../store/scope.ts';
import type { Store } from '../store/store.ts';
import { DAY_MS, seconds } from '../time.ts';

const DISTRIBUTOR = 3;
const KINDS = ['VALUE_ADDED_RESALE_AWS_SERVICES', 'MANAGED_SERVICES', 'CONSULTING_SERVICES', 'PROFESSIONAL_SERVICES'];
const SEGMENTS = ['MANUFACTURING', 'RETAIL', 'HEALTHCARE', 'FINANCIAL_SERVICES'];

/** What AWS knows of the partner itself, in the wire form of GetPartner [M-acc]. The legal name is the firm's. */
export function seedPartner(store: Store, start: number): void {
  const { scope } = store;
  const { account, catalog, partner } = scope;
  const kind = partner.index === DISTRIBUTOR ? KINDS[0] : KINDS[partner.index % KINDS.length];
  const created = seconds(start - (400 + partner.index) * DAY_MS);
  const record: JsonObject = {
    Catalog: catalog,
    Id: account.partnerId,
    Arn: ownArn(scope, `partner/${account.partnerId}`),
    LegalName: partner.name,
    CreatedAt: created,
    Profile: {
      DisplayName: partner.name,
      Description: `${partner.name} plans, sells and runs cloud systems.`,
      WebsiteUrl: `https://www.${partner.domain}`,
      LogoUrl: `https://www.${partner.domain}/logo.png`,
      PrimarySolutionType: kind ?? null,
      IndustrySegments: [SEGMENTS[partner.index % SEGMENTS.length] ?? null],
      TranslationSourceLocale: 'en-US',
      LocalizedContents: [],
      ProfileId: account.partnerId.replace('partner-', 'pprofile-'),
    },
    AwsTrainingCertificationEmailDomains: [{ DomainName: partner.domain, RegisteredAt: created }],
  };
  store.put('partner', account.partnerId, record);
}
