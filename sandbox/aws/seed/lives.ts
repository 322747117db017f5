/** Where a seeded opportunity stands. */
export interface Life {
  readonly review: 'Pending Submission' | 'Submitted' | 'In review' | 'Approved' | 'Rejected' | 'Action Required';
  readonly stage: string;
  readonly origin: 'AWS Referral' | 'Partner Referral';
}

type Row = readonly [review: Life['review'], stage: string, origin?: 'AWS Referral'];

/** In turns, so that even a few deals show every review status and all of them every stage. */
const ROWS: readonly Row[] = [
  ['Approved', 'Committed'],
  ['Pending Submission', 'Qualified'],
  ['In review', 'Qualified'],
  ['Action Required', 'Technical Validation'],
  ['Submitted', 'Prospect'],
  ['Approved', 'Launched'],
  ['Rejected', 'Qualified'],
  ['Approved', 'Business Validation', 'AWS Referral'],
  ['Approved', 'Closed Lost'],
  ['Pending Submission', 'Prospect'],
  ['Approved', 'Technical Validation'],
  ['In review', 'Business Validation'],
  ['Approved', 'Prospect', 'AWS Referral'],
  ['Approved', 'Launched', 'AWS Referral'],
  ['Approved', 'Qualified'],
  ['Action Required', 'Qualified'],
  ['Approved', 'Committed'],
  ['Rejected', 'Prospect'],
  ['Approved', 'Closed Lost'],
  ['Approved', 'Business Validation'],
];

/** @param n the deal's number in its partner, from 1 */
export function lifeOf(n: number): Life {
  const [review, stage, origin = 'Partner Referral'] = ROWS[(n - 1) % ROWS.length] as Row;
  return { review, stage, origin };
}
