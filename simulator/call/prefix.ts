import type { Call } from './call.ts';

/** The vendor's samples of record and input events show the conversation's id without `CON-`. */
export const conversationUuidInSamples = ({ conversationUuid, choices }: Call): string =>
  choices.recordKeepsPrefix ? conversationUuid : conversationUuid.replace(/^CON-/, '');
