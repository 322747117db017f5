import { answerReader } from '../../../platform/vendor/answer-reader.ts';
import { ciscoFacts } from '../facts.ts';

/** What Cisco answers, read; what can't be is told in its name. */
export const { readAnswerJson, checkAnswer, unreadable } = answerReader(ciscoFacts);
