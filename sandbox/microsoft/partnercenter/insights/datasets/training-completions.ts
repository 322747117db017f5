import { SeededRandom } from '../../../../kernel/random.ts';
import type { JsonObject } from '../../../common/json.ts';
import { seededGuid } from '../../../common/seeded.ts';
import { DAY } from '../../../common/time.ts';
import { USUAL_RANGES, dayText } from './dataset.ts';
import type { Dataset, DatasetOwner } from './dataset.ts';

const PEOPLE = [
  ['Amira', 'Beispiel'],
  ['Jonas', 'Muster'],
  ['Chloé', 'Exemple'],
  ['Diego', 'Ejemplo'],
  ['Emily', 'Sample'],
  ['Farid', 'Demo'],
  ['Greta', 'Probe'],
  ['Hugo', 'Trial'],
] as const;

/** One line of the seed: when it ends counts in days from the start; null for what does not end. */
interface Completion {
  readonly title: string;
  readonly type: 'Certification' | 'Exam';
  readonly endsIn: number | null;
  /** Days since the completion, for what does not end. */
  readonly age: number;
}

const certification = (title: string, endsIn: number): Completion => ({
  title,
  type: 'Certification',
  endsIn,
  age: 365 - endsIn,
});
const lasting = (title: string, age: number): Completion => ({ title, type: 'Certification', endsIn: null, age });
const exam = (title: string, age: number): Completion => ({ title, type: 'Exam', endsIn: null, age });

/** Role-based certifications run a year; fundamentals and exams do not end. */
const COMPLETIONS: readonly Completion[] = [
  certification('Microsoft Certified: Azure Administrator Associate', -210),
  certification('Microsoft Certified: Azure Solutions Architect Expert', -25),
  certification('Microsoft Certified: Azure Administrator Associate', 12),
  certification('Microsoft Certified: Security Operations Analyst Associate', 45),
  certification('Microsoft Certified: Azure Data Engineer Associate', 84),
  certification('Microsoft Certified: Azure Developer Associate', 130),
  certification('Microsoft Certified: Azure Solutions Architect Expert', 201),
  certification('Microsoft Certified: DevOps Engineer Expert', 290),
  certification('Microsoft Certified: Azure AI Engineer Associate', 340),
  certification('Microsoft 365 Certified: Administrator Expert', 61),
  lasting('Microsoft Certified: Azure Fundamentals', 900),
  lasting('Microsoft Certified: Azure Data Fundamentals', 420),
  lasting('Microsoft Certified: Security, Compliance, and Identity Fundamentals', 75),
  exam('AZ-104: Microsoft Azure Administrator', 577),
  exam('AZ-305: Designing Microsoft Azure Infrastructure Solutions', 395),
  exam('SC-200: Microsoft Security Operations Analyst', 325),
  exam('DP-203: Data Engineering on Microsoft Azure', 284),
  exam('AZ-204: Developing Solutions for Microsoft Azure', 238),
  exam('AZ-400: Designing and Implementing Microsoft DevOps Solutions', 78),
  exam('AI-102: Designing and Implementing an Azure AI Solution', 28),
];

function row(owner: DatasetOwner, line: Completion, at: number): JsonObject {
  const random = new SeededRandom(`${owner.seed}:microsoft:training:${owner.index}:${at}`);
  const shift = random.int(0, 9);
  const completed = owner.startedAt - (line.age + shift) * DAY;
  const ends = line.endsIn === null ? null : completed + 365 * DAY;
  const person = (at * 3 + owner.index) % PEOPLE.length;
  const [first, last] = PEOPLE[person] ?? PEOPLE[0];
  const mailbox = `${first}.${last}`
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z.]/g, '');
  const exists = ends === null || ends > owner.startedAt;
  return {
    PGAMpnId: owner.mpnId,
    TrainingActivityId: seededGuid(owner.seed, 'activity', line.title),
    TrainingTitle: line.title,
    TrainingType: line.type,
    IndividualFirstName: first,
    IndividualLastName: last,
    Email: `${mailbox}@mail.example`,
    CorpEmail: `${mailbox}@${owner.domain}`,
    TrainingCompletionDate: dayText(completed),
    ExpirationDate: ends === null ? '' : dayText(ends),
    ActivationStatus: exists ? 'Active' : 'Inactive',
    Month: `${dayText(completed).slice(0, 7)}-01T00:00:00`,
    IcMCP: line.type === 'Certification' ? 'Yes' : 'No',
    MCPID: String(990_000_000 + owner.index * 100 + person),
    MPNId: owner.mpnId,
    PartnerName: owner.name,
    PartnerCityLocation: 'Sample City',
    PartnerCountryLocation: owner.country,
  };
}

/** Certifications and exams of a partner's people: names and addresses are in it for whoever selects them. */
export const TRAINING_COMPLETIONS: Dataset = {
  name: 'TrainingCompletions',
  columns: [
    'PGAMpnId',
    'TrainingActivityId',
    'TrainingTitle',
    'TrainingType',
    'IndividualFirstName',
    'IndividualLastName',
    'Email',
    'CorpEmail',
    'TrainingCompletionDate',
    'ExpirationDate',
    'ActivationStatus',
    'Month',
    'IcMCP',
    'MCPID',
    'MPNId',
    'PartnerName',
    'PartnerCityLocation',
    'PartnerCountryLocation',
  ],
  dateColumn: 'TrainingCompletionDate',
  ranges: USUAL_RANGES,
  personal: ['IndividualFirstName', 'IndividualLastName', 'Email', 'CorpEmail'],
  rows: (owner) => COMPLETIONS.map((line, at) => row(owner, line, at)),
};
