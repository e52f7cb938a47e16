import { CommandError } from '../../../kit/command-error.ts';
import { define } from '../../../kit/command.ts';
import { callerKey } from '../../../kit/flag-values.ts';
import { OUTPUTS_FLAG, readOutputsFile } from '../../../kit/read-outputs.ts';
import { npmRun } from '../../../kit/npm-run.ts';
import { printable } from '../../../kit/printable.ts';
import type { OutputsFile } from '../../../../contracts/outputs.ts';
import { openApplicationsApi } from '../../api/applications-api.ts';
import type { ApplicationsApi } from '../../api/applications-api.ts';
import { CREDENTIALS_FLAG } from '../../api/credentials.ts';
import { printJson } from '../../json/lossless-json.ts';
import type { JsonObject } from '../../json/lossless-json.ts';
import { applicationIdOf, linkCommand } from '../../plan/target.ts';
import { lastStanding, putBack } from '../../undo/put-back.ts';
import { linkedWebhooks } from '../../verify/linked-webhooks.ts';
import { ownerOf } from '../../verify/whose-url.ts';
import { NOT_VISIBLE, WRITE_FLAGS } from '../../write/carry-out.ts';
import { openKept } from '../../write/kept.ts';
import { writePlan } from '../../write/write-plan.ts';
import { numberSubject, readNumber } from './number-subject.ts';
import { callsGoTo, planNumber } from './plan-number.ts';
import type { NumberTarget } from './plan-number.ts';

export const number = define({
  name: 'guard number',
  about: `Moves one number of the account to a guarded application (--to), or puts it back exactly as it was (--back). Without either
it shows where the number's calls go, and writes nothing. Like "link apply" it shows the change, asks, keeps the number as it
was, writes, reads back and compares every value; a write that goes wrong is put back.`,
  flags: {
    number: {
      type: 'text',
      value: 'NUMBER',
      isWord: true,
      isRequired: true,
      help: 'a number of the account, E.164 digits: 447700900000',
      read: readDigits,
    },
    to: {
      type: 'text',
      value: 'APPLICATION_ID',
      help: 'the application that takes its calls from then on; it must be linked to these stacks',
    },
    back: {
      type: 'boolean',
      notWith: ['to'],
      help: 'put the number back as it was before it was moved',
    },
    force: {
      type: 'boolean',
      with: ['back'],
      help: 'overwrite what was changed since by other means',
    },
    outputs: OUTPUTS_FLAG,
    credentials: CREDENTIALS_FLAG,
    ...WRITE_FLAGS,
  },
  exits: { 0: 'the number is as planned, or as it was', 1: 'it is not, or that is unknown', 2: NOT_VISIBLE },
  async run(flags, io) {
    const msisdn = flags.number;
    const api = await openApplicationsApi(io, { credentialsFile: flags.credentials });
    const subject = numberSubject(api, msisdn);
    if (flags.back) {
      const kept = openKept(flags.kept, io.nowMs);
      const all = await kept.list(msisdn, api.host);
      const entry = lastStanding(all);
      if (entry === undefined)
        throw new CommandError(
          `Expected the number ${msisdn} kept in ${flags.kept} as it was before it was moved, found none that is not put back yet. Name another folder with --kept FOLDER.`,
        );
      return putBack(entry, subject, { all, flags, kept, io });
    }
    if (flags.to === undefined) {
      const { listed } = await readNumber(api, msisdn, io.signal);
      io.stdout(flags.json ? printJson(listed) : describe(msisdn, listed));
      return 0;
    }
    const applicationId = applicationIdOf(flags.to);
    const apply = linkCommand('apply', {
      outputs: flags.outputs,
      credentials: flags.credentials,
      application: applicationId,
    });
    const target = await guarded(api, applicationId, {
      outputs: await readOutputsFile(flags.outputs),
      apply,
      signal: io.signal,
    });
    return writePlan('guard number', subject, {
      question: `Move ${msisdn}?`,
      flags,
      io,
      plan: (value) => planNumber(value, target, api.host),
    });
  },
});

/** E.164 digits, however they are written. @throws CommandError */
function readDigits(text: string): string {
  const digits = callerKey(text);
  if (/^[1-9]\d{4,14}$/.test(digits)) return digits;
  throw new CommandError(
    `expected a phone number with its country code, like 447700900000 or "+44 7700 900000", found "${text}".`,
  );
}

/** @throws CommandError for an application whose calls these stacks do not answer: there the number would not be guarded */
async function guarded(
  api: ApplicationsApi,
  applicationId: string,
  {
    outputs,
    apply,
    signal,
  }: { readonly outputs: OutputsFile; readonly apply: string; readonly signal: AbortSignal },
): Promise<NumberTarget> {
  const application = await api.readApplication(applicationId, signal);
  const answer = linkedWebhooks(application).find(({ webhook }) => webhook === 'answer_url');
  if (answer !== undefined && ownerOf(answer.address, outputs) !== undefined)
    return { applicationId, name: String(application['name']) };
  throw new CommandError(
    `Expected the application ${applicationId} to be linked to these stacks, found ${answer === undefined ? 'no answer_url' : `answer_url ${printable(answer.address)}`}. Nothing was written. Link it first: ${apply}`,
  );
}

function describe(msisdn: string, listed: JsonObject): string {
  const { moHttpUrl } = listed;
  return [
    `${msisdn} (${String(listed['country'])}, ${Array.isArray(listed['features']) ? listed['features'].join(', ') : 'no features'})`,
    `  calls go to      ${printable(callsGoTo(listed))}`,
    ...(moHttpUrl === undefined ? [] : [`  messages go to   ${printable(String(moHttpUrl))}`]),
    '',
    `Move it with: ${npmRun(`guard number ${msisdn}`, '--to', 'APPLICATION_ID')}`,
  ].join('\n');
}
