import { answerReader } from '../../../platform/vendor/answer-reader.ts';
import { credlyFacts } from '../facts.ts';

/** What Credly answers, read; what can't be is told in its name. */
export const { readAnswerJson, readErrorJson, checkAnswer, unreadable } = answerReader(credlyFacts);
