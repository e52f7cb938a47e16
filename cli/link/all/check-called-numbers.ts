import type { CalledNumber } from '../../../contracts/settings/called-numbers.ts';
import { CommandError } from '../../kit/command-error.ts';
import type { ApplicationsApi } from '../api/applications-api.ts';
import type { OwnedNumber } from '../api/numbers-api.ts';
import { stateOf } from '../guard/number/number-subject.ts';
import { callsGoTo, planNumber, takesCalls } from '../guard/number/plan-number.ts';
import { drift, notChecked, ok } from '../verify/finding.ts';
import type { Finding } from '../verify/finding.ts';
import { linkCommand } from '../plan/target.ts';
import { moveCommand } from './plan-all.ts';
import type { SharedFlags } from './plan-all.ts';

/** Where the calls of each number go, against the settings. */
export async function checkCalledNumbers(
  api: Pick<ApplicationsApi, 'listNumbers' | 'host' | 'apiKey'>,
  called: readonly CalledNumber[],
  flags: SharedFlags,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  let owned: readonly OwnedNumber[];
  try {
    owned = await api.listNumbers(undefined, signal);
  } catch (error) {
    // Numbers have a host of their own, which may be unavailable while the applications' answers.
    if (signal.aborted || !(error instanceof CommandError)) throw error;
    return [notChecked('numbers', error.message, `${linkCommand('verify --all', flags)}, later`)];
  }
  return called.map(({ number, applicationId }) => {
    const about = `number ${number}`;
    const listed = owned.find(({ msisdn }) => msisdn === number)?.listed;
    if (listed === undefined)
      return drift(
        about,
        `expected in the account of the API key ${api.apiKey}, found none`,
        'buy it there, use the key of its account, or take it out of numbers in settings.ts',
      );
    if (!takesCalls(listed))
      return drift(
        about,
        'expected a number with the feature VOICE, found none: it cannot be called',
        'take it out of numbers in settings.ts',
      );
    const { changes } = planNumber(stateOf(listed), { applicationId, name: '' }, api.host);
    if (changes.length === 0) return ok(about, `calls go to the application ${applicationId}`);
    return drift(
      about,
      `expected its calls to go to the application ${applicationId}, found ${callsGoTo(listed)}`,
      moveCommand(number, applicationId, flags),
    );
  });
}
