import { isObject, type Json } from '../json.ts';

/** Members that people write text into. Selling answers with their markup characters escaped [PM][APP]. */
const TEXT_MEMBERS: ReadonlySet<string> = new Set([
  'AdditionalComments',
  'BusinessProblem',
  'CampaignName',
  'City',
  'CompanyName',
  'CustomerBusinessProblem',
  'CustomerUseCase',
  'EngagementDescription',
  'EngagementTitle',
  'InvitationMessage',
  'NextBestActions',
  'NextSteps',
  'OtherCompetitorNames',
  'OtherIndustry',
  'OtherSolutionDescription',
  'ReviewComments',
  'SenderCompanyName',
  'StreetAddress',
  'Title',
  'UseCases',
  'Value',
]);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);
}

/** The value with the texts people wrote escaped for HTML; ids, codes, dates and numbers stay as they are. */
export function escapeTexts(value: Json, member = ''): Json {
  if (typeof value === 'string') return TEXT_MEMBERS.has(member) ? escapeText(value) : value;
  if (Array.isArray(value)) return value.map((item) => escapeTexts(item, member));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, escapeTexts(item, name)]));
}
