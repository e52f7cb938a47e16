import { ownSettings } from '../../../../contracts/settings/own-settings.ts';
import type { Settings } from '../../../../contracts/settings/settings-schema.ts';
import { OWN_STEPS_MS, TIMEOUTS } from '../../../../contracts/settings/timeouts.ts';
import { inOrder } from '../../../../contracts/voice-capability.ts';
import type { OutputsFile } from '../../../../contracts/outputs.ts';
import { note, ok, toFix } from './row.ts';
import type { Row } from './row.ts';
import { npmRun } from '../../../kit/npm-run.ts';

/** Whether the settings accept the application's callbacks, and give it time. */
export function checkDeployment(
  applicationId: string,
  apiKey: string,
  outputs: OutputsFile,
  { vonage, timeouts }: Pick<Settings, 'vonage' | 'timeouts'> = ownSettings(),
): readonly Row[] {
  const isAccepted = vonage.applicationIds.some((id) => id.toLowerCase() === applicationId);
  const deployed = inOrder(outputs, undefined).map(({ TimeoutsName }) => TimeoutsName);
  return [
    isAccepted
      ? ok('settings.ts', `vonage.applicationIds has ${applicationId}`)
      : toFix(
          'settings.ts',
          `expected ${applicationId} in vonage.applicationIds, found ${vonage.applicationIds.join(', ')}: its callbacks would be refused`,
          `add it, then ${npmRun('deploy')}`,
        ),
    ...(vonage.apiKey === apiKey
      ? []
      : [
          toFix(
            'settings.ts',
            `expected vonage.apiKey ${apiKey}, the account that owns the application, found ${vonage.apiKey}: its callbacks would be refused`,
            `set it, with the signature secret of that account, then ${npmRun('deploy')}`,
          ),
        ]),
    timeouts === 'guarded'
      ? ok('settings.ts', `timeouts: 'guarded' gives the application ${leftMs('guarded')} ms`)
      : note(
          'settings.ts',
          `timeouts: '${timeouts}' gives the application ${leftMs(timeouts)} ms; what takes longer is answered by your own call flow. 'guarded' gives it ${leftMs('guarded')} ms, and when it hangs a caller waits that long`,
        ),
    ...(deployed.every((name) => name === timeouts)
      ? []
      : [
          toFix(
            'deployment',
            `expected both regions deployed with timeouts '${timeouts}', found ${[...new Set(deployed)].join(' and ')}`,
            npmRun('deploy'),
          ),
        ]),
  ];
}

/** What our own steps need is kept back. */
const leftMs = (name: Settings['timeouts']): string => String(TIMEOUTS[name].answer.handlerMs - OWN_STEPS_MS);
