import type { Setup } from '../../../drill/run/setup.ts';
import { CallHistory, SECONDARY_BOT, aHealthyCall } from '../checkers/a-history.ts';
import { type Play, aEmulator, aSetup } from './a-setup.ts';

/** The primary answers unless it is broken; the fallback takes 20 ms. */
export const aRunningSystem = (onCall: () => void = () => undefined): Setup => {
  const { emulator, log } = aEmulator();
  const play: Play = ({ call }) => {
    onCall();
    const isBroken = log.filter((line) => line.endsWith('primary refuses')).length % 2 === 1;
    if (!isBroken) return aHealthyCall(call).records;
    return new CallHistory(call)
      .wantsNcco()
      .fallsBack('secondary')
      .hears('talk', 'Hello.')
      .hears('bot', SECONDARY_BOT)
      .ends().records;
  };
  return aSetup(emulator, play);
};
