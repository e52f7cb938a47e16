import { staticOutputs } from '../../contracts/outputs.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { LocalRegion, LocalRole, LocalSystem } from './local-system.ts';

/** What commands need to know of a running emulator. */
export function describeSystem(
  { description, outputs, websocketUris, callerNumber }: Emulator,
  outside: LocalSystem['outside'],
  startedAtMs: number,
  { port, token }: LocalSystem['control'],
): LocalSystem {
  const { application, voice } = description;
  const regionOf = (role: LocalRole): LocalRegion => {
    const { region, answer, event, websocketDisconnected, fallback, distribution } = description[role];
    return {
      region,
      answer,
      event,
      websocketDisconnected,
      fallback,
      distribution,
      websocketUri: websocketUris?.[role] ?? null,
    };
  };
  return {
    pid: process.pid,
    startedAtMs,
    control: { port, token },
    application,
    regions: { primary: regionOf('primary'), secondary: regionOf('secondary') },
    staticRegion: staticOutputs(outputs).Region,
    voice,
    outside,
    callerNumber,
  };
}
