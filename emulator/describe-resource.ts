import type { Where } from './deployment.ts';

/** `vonage-voice-failover-eu-west-1 / AnswerFunction (AWS::Lambda::Function)`. */
export const describeResource = (where: Where): string =>
  `${where.stack} / ${where.logicalId} (${where.type})`;
