/** A project as a partner might word it. Texts are 20 to 2000 characters where the model demands it [M-sel]. */
export interface ProjectWords {
  readonly title: string;
  readonly problem: string;
  /** A value of the use case pick list [M-sel Project$CustomerUseCase]. */
  readonly useCase: string;
  /** Identifiers of `models/aws_products.json`. */
  readonly products: readonly string[];
}

export const PROJECTS: readonly ProjectWords[] = [
  {
    title: 'Plant data lake',
    problem: 'Sensor readings of nine plants lie in local databases, so nobody can compare the lines with each other.',
    useCase: 'Big Data: Data Warehouse/Data Integration/ETL/Data Lake/BI',
    products: ['AmazonS3', 'AWSGlue'],
  },
  {
    title: 'ERP move to the cloud',
    problem: 'The lease on the data center ends in eleven months & the ERP system has no disaster recovery today.',
    useCase: 'Business Applications & SAP Production',
    products: ['AmazonEC2Linux'],
  },
  {
    title: 'Web shop <Phase 2>',
    problem: 'Orders fail on days with a sale because the shop cannot grow fast enough with its visitors.',
    useCase: 'Containers & Serverless',
    products: ['AWSLambda', 'AmazonDynamoDB'],
  },
  {
    title: 'Backup out of region',
    problem: 'Backups are kept in the same building as the servers; the auditor asks for copies somewhere else.',
    useCase: 'Storage & Backup',
    products: ['AmazonS3', 'AWSBackup'],
  },
  {
    title: 'Contact center renewal',
    problem: 'Agents switch between five tools in one call, and callers wait four minutes on average.',
    useCase: 'Business Applications & Contact Center',
    products: ['AmazonConnectVoice'],
  },
  {
    title: 'Forecast of spare parts',
    problem: 'Spare parts are ordered by experience only, which ties up capital and still leaves machines waiting.',
    useCase: 'AI Machine Learning and Analytics',
    products: ['AmazonSageMaker', 'AmazonS3'],
  },
  {
    title: 'Database consolidation',
    problem: 'Forty databases of three makers are patched by hand, each in its own maintenance window.',
    useCase: 'Migration/Database Migration',
    products: ['AmazonRDSAuroraforMySQL'],
  },
  {
    title: 'Security baseline "zero"',
    problem: 'There is no common view of accounts, keys and alarms, and an insurer now asks for one.',
    useCase: 'Security & Compliance',
    products: ['AWSSecurityHub', 'AmazonGuardDuty'],
  },
  {
    title: 'Fleet telemetry',
    problem: 'Vehicles report once a day over a modem contract that its provider ends next spring.',
    useCase: 'IOT',
    products: ['AWSIoTCore'],
  },
  {
    title: "Learners' portal",
    problem: 'The learning portal is down in the first week of every term, when everybody signs in at once.',
    useCase: 'Web development & DevOps',
    products: ['AmazonCloudFront', 'AmazonEC2Linux'],
  },
];

export const INDUSTRIES: readonly string[] = [
  'Manufacturing',
  'Retail',
  'Healthcare',
  'Financial Services',
  'Education',
  'Transportation and Logistics',
  'Media and Entertainment',
  'Energy - Power and Utilities',
  'Consumer Goods',
  'Hospitality',
];

export const NEXT_STEPS: readonly string[] = [
  'Workshop with the operations team',
  'Send the cost estimate & the schedule',
  'Architecture review with AWS',
  'Wait for the budget decision',
  'Proof of concept ends on Friday',
];

export const DELIVERY_MODELS: readonly string[] = [
  'Professional Services',
  'Managed Services',
  'SaaS or PaaS',
  'Resell',
];

export const PRIMARY_NEEDS: readonly string[] = [
  'Co-Sell - Architectural Validation',
  'Co-Sell - Pricing Assistance',
  'Co-Sell - Technical Consultation',
  'Co-Sell - Deal Support',
];

export const FIRST_NAMES: readonly string[] = ['Ada', 'Noa', 'Lin', 'Amadou', 'Ines', 'Jonas', 'Priya', 'Zoë'];
export const LAST_NAMES: readonly string[] = ['Sample', 'Okafor', 'Lindqvist', 'Moreau', 'Tanaka', 'Novák', 'Rivera'];
