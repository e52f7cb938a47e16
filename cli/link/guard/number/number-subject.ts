import { environmentAgain } from '../../../../contracts/settings/environment-name.ts';
import { CommandError } from '../../../kit/command-error.ts';
import type { ApplicationsApi } from '../../api/applications-api.ts';
import type { OwnedNumber } from '../../api/numbers-api.ts';
import { isObject } from '../../json/lossless-json.ts';
import type { Json, JsonObject } from '../../json/lossless-json.ts';
import { keptFlag } from '../../write/subject.ts';
import type { Subject } from '../../write/subject.ts';

/** What an update sets; what it leaves out is removed (Numbers API OpenAPI 1.1.0; nexmo-cli #83). */
const SETTABLE = [
  'country',
  'msisdn',
  'app_id',
  'moHttpUrl',
  'moSmppSysType',
  'voiceCallbackType',
  'voiceCallbackValue',
  'voiceStatusCallback',
  'messagesCallbackType',
  'messagesCallbackValue',
];

/** @throws CommandError where the account has no such number */
export async function readNumber(
  api: ApplicationsApi,
  msisdn: string,
  signal?: AbortSignal,
): Promise<OwnedNumber> {
  const number = await api.readNumber(msisdn, signal);
  if (number !== undefined) return number;
  throw new CommandError(
    `Expected the number ${msisdn} in the account of the API key ${api.apiKey}, found none. Write it as E.164 digits, country code first, and use the key of the account that owns it.`,
  );
}

/** A number that is kept, written, read back and put back as link does with an application. */
export function numberSubject(api: ApplicationsApi, msisdn: string): Subject {
  const command = [`npm run guard -- number ${msisdn}`, ...environmentAgain()].join(' ');
  return {
    kind: 'number',
    id: msisdn,
    nameOf: () => msisdn,
    host: api.host,
    read: async (signal) => stateOf((await readNumber(api, msisdn, signal)).listed),
    async write(value) {
      await api.updateNumber(fieldsOf(value));
      // The API says no more than that it has made the update.
      return value;
    },
    look: command,
    undo: (folder) => [command, '--back', ...keptFlag(folder)].join(' '),
  };
}

const fieldsOf = (value: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    SETTABLE.flatMap((key) => {
      const held = value[key];
      return typeof held === 'string' && held !== '' ? [[key, held]] : [];
    }),
  );

/**
 * What the API lists, without what follows from `app_id`: it lists the application as callback of voice and messages too, and sent
 * back that would keep the number there.
 */
export function stateOf(listed: JsonObject): JsonObject {
  const application = listed['app_id'];
  const derived = (['voice', 'messages'] as const).flatMap((kind) => {
    const [type, value] = [`${kind}CallbackType`, `${kind}CallbackValue`];
    const isDerived = listed[type] === 'app' && isSameId(listed[value], application);
    return isDerived ? [type, value] : [];
  });
  return Object.fromEntries(
    Object.entries(listed).filter(([key, value]) => !derived.includes(key) && !isNothing(value)),
  );
}

/** What is not set is left out of a list, or blank. */
const isNothing = (value: Json): boolean =>
  value === null || value === '' || (isObject(value) && Object.keys(value).length === 0);

const isSameId = (left: Json | undefined, right: Json | undefined): boolean =>
  typeof left === 'string' && typeof right === 'string' && left.toLowerCase() === right.toLowerCase();
