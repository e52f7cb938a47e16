import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import { seal, unseal } from '../flow/seal.ts';
import type { Asked, Forward, Target } from './forward.ts';

/** No state of a call begins so: those are sealed with the same key. */
const KIND = 'forward';

/** @returns base64url; the same target gives the same token */
export const sealTarget = ({ url, asked, version, ids }: Target, secret: string): string =>
  seal(JSON.stringify([KIND, version, url, asked, ids.conversation, ids.leg]), secret);

/** Reads what `sealTarget` wrote. Not bound to the call: it says only which URL of the application is meant. */
export const openTarget: Forward['open'] = (token, secrets) => {
  const text = openedBy(secrets, token);
  if (text === undefined) return 'unreadable';
  const fields = JSON.parse(text) as unknown;
  if (!Array.isArray(fields) || fields[0] !== KIND) return 'another';
  const [, version, url, asked, conversation, leg] = fields as [
    string,
    number,
    string,
    Asked,
    string,
    string,
  ];
  return { url, asked, version, ids: { conversation, leg } };
};

const openedBy = (secrets: LiveSecrets, token: string): string | undefined =>
  secrets.reduce<string | undefined>((text, { value }) => text ?? unseal(token, value), undefined);
