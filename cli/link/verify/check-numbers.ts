import type { ApplicationsApi } from '../api/applications-api.ts';
import type { OwnedNumber } from '../api/numbers-api.ts';
import { CommandError } from '../../kit/command-error.ts';
import { drift, notChecked, ok } from './finding.ts';
import type { Finding } from './finding.ts';
import { npmRun } from '../../kit/npm-run.ts';

const ABOUT = 'numbers';

/** A call reaches the application only through a number that is linked to it. */
export async function checkNumbers(
  api: Pick<ApplicationsApi, 'listNumbers'>,
  applicationId: string,
  { signal, again }: { readonly signal: AbortSignal; readonly again: string },
): Promise<Finding> {
  let numbers: readonly OwnedNumber[];
  try {
    numbers = await api.listNumbers(applicationId, signal);
  } catch (error) {
    // Numbers have a host of their own, which may be unavailable while the application's answers.
    if (!(error instanceof CommandError)) throw error;
    return notChecked(ABOUT, error.message, `${again}, later`);
  }
  const voice = numbers.filter(({ features }) => features.some((each) => each.toUpperCase() === 'VOICE'));
  if (voice.length > 0) {
    const shown = voice.slice(0, 3).map(({ msisdn }) => `…${msisdn.slice(-3)}`);
    return ok(ABOUT, `${String(voice.length)} linked (${shown.join(', ')}${voice.length > 3 ? ', …' : ''})`);
  }
  const found = numbers.length === 0 ? 'none' : `${String(numbers.length)} without voice`;
  return drift(
    ABOUT,
    `expected a number with voice that is linked to the application, found ${found}: it cannot be called`,
    `move one here (${npmRun('guard number', `NUMBER --to ${applicationId}`)}), or link one in the Vonage dashboard, under Numbers`,
  );
}
